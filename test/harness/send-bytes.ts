import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Photo, sendPhoto } from '@proofsheet/demo';
import type { LocalSystem } from '@proofsheet/system';

/** Uploads bytes under a file name, as a client does. */
export async function sendBytes(local: LocalSystem, name: string, bytes: Buffer): Promise<Photo> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-file-'));
  try {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return await sendPhoto(local, file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
