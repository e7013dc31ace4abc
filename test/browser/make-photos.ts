import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { samplePhotos } from '@proofsheet/demo';
import sharp from 'sharp';

/** Photos of their own, as files: parts of the bundled photographs. Returns their paths. */
export async function makePhotos(t: TestContext, count: number): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-photos-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const sources = await Promise.all(
    (await samplePhotos())
      .filter(isReadable)
      .map((file) => sharp(file).rotate().resize(600, 600, { fit: 'cover' }).toBuffer()),
  );
  const files: string[] = [];
  for (let index = 0; index < count; index++) {
    const side = 240 + (index % 300);
    const source = sharp(sources[index % sources.length]);
    const part = { left: index % 60, top: index % 59, width: side, height: side };
    const file = path.join(folder, `IMG_${String(index).padStart(4, '0')}.jpg`);
    await writeFile(file, await source.extract(part).jpeg({ quality: 75 }).toBuffer());
    files.push(file);
  }
  return files;
}

/** A photo of about so many bytes: noise does not compress. */
export async function makeLargePhoto(t: TestContext, name: string, bytes: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-photos-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const side = Math.ceil(Math.sqrt(bytes / 3));
  const noise = {
    create: {
      width: side,
      height: side,
      channels: 3 as const,
      background: '#888',
      noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
    },
  };
  const file = path.join(folder, name);
  await writeFile(file, await sharp(noise).png({ compressionLevel: 0 }).toBuffer());
  return file;
}

/** sharp reads no HEIC. */
function isReadable(file: string): boolean {
  return !file.endsWith('.heic');
}
