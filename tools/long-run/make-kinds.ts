import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** A file that is stored under many keys. */
export interface Kind {
  readonly body: Buffer;
  /** As S3 computes it for an object that is stored in one part. */
  readonly etag: string;
}

const colours = 40;

/** Small photos that differ in colour and size, and some files that are not photos. */
export async function makeKinds(): Promise<Kind[]> {
  const photos = Array.from({ length: colours }, (_, index) => makePhoto(index));
  const files = [...(await Promise.all(photos)), ...(await makeBroken())];
  return files.map((body) => ({ body, etag: `"${createHash('md5').update(body).digest('hex')}"` }));
}

function makePhoto(index: number): Promise<Buffer> {
  const background = `hsl(${(index * 360) / colours}, 100%, 50%)`;
  const create = { width: 40 + 3 * index, height: 90 - index, channels: 3 as const, background };
  const image = sharp({ create });
  if (index % 8 === 1) return image.png().toBuffer();
  if (index % 8 === 2) return image.webp().toBuffer();
  return image.jpeg({ quality: 90, progressive: index % 8 === 3 }).toBuffer();
}

async function makeBroken(): Promise<Buffer[]> {
  const noise = await sharp({
    create: {
      width: 200,
      height: 200,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  return [
    noise.subarray(0, noise.length / 2),
    Buffer.from('a text that is called a photo'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'),
  ];
}
