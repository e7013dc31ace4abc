import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { contentTypeOf } from '@proofsheet/photos';

/** A file to upload. */
export interface PhotoFile {
  readonly path: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** With path and size it tells versions of a file apart. */
  readonly modifiedAt: number;
}

/** The photos among these files and in these folders and all below them, by their endings. Throws for what is not there. */
export async function findPhotos(paths: readonly string[]): Promise<PhotoFile[]> {
  const found: PhotoFile[] = [];
  for (const each of paths) {
    const named = path.resolve(each);
    const isFolder = (await stat(named)).isDirectory();
    const files = isFolder ? await filesBelow(named) : [named];
    for (const file of files) {
      const contentType = contentTypeOf(file);
      if (!contentType) continue;
      const { size, mtimeMs } = await stat(file);
      if (size > 0) found.push({ path: file, contentType, size, modifiedAt: mtimeMs });
    }
  }
  return found;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
