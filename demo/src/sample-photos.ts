import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths of the bundled sample photos. */
export async function samplePhotos(): Promise<string[]> {
  const folder = fileURLToPath(new URL('../samples/', import.meta.url));
  const names = await readdir(folder);
  return names.filter((name) => /\.(jpe?g|png|webp|heic)$/.test(name)).map((name) => path.join(folder, name));
}
