import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

/**
 * The ceiling, as a process of its own: sharp alone on a buffer in memory, four at a time or as many as the third argument
 * says. Prints the CPU and wall time of a photo in milliseconds, after a warm-up of half as many photos.
 */
const [file = '', count = '0', atOnce = '4'] = process.argv.slice(2);
const photo = await readFile(file);
sharp.concurrency(1);
sharp.cache(false);

await makeMany(Math.ceil(Number(count) / 2));
const before = process.cpuUsage();
const start = performance.now();
await makeMany(Number(count));
const { user, system } = process.cpuUsage(before);
const result = {
  cpuMs: (user + system) / 1000 / Number(count),
  wallMs: (performance.now() - start) / Number(count),
};
process.stdout.write(`${JSON.stringify(result)}\n`);

async function makeMany(number: number): Promise<void> {
  let left = number;
  const one = async () => {
    while (left-- > 0) await sharp(photo).autoOrient().resize(200).jpeg({ mozjpeg: true }).toBuffer();
  };
  await Promise.all(Array.from({ length: Number(atOnce) }, one));
}
