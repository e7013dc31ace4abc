import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { profileOfGamma } from '../../services/worker/src/thumbnails/colour/profile-of-codes.ts';
import { colourCases } from '../../services/worker/test/thumbnails/colour/cases.ts';
import { measurePatches } from '../../services/worker/test/thumbnails/colour/patches.ts';
import { makeGood } from '../../services/worker/test/thumbnails/make.ts';

/**
 * Prints a Markdown table of how far the colours of thumbnails are from the truth, beside those that ImageMagick makes with
 * lcms: `node tools/colour/main.ts`. It needs ImageMagick's `convert` on the PATH; without it that column is empty.
 */

const run = promisify(execFile);
const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-colour-'));
const srgb = path.join(folder, 'srgb.icc');
await writeFile(srgb, profileOfGamma(undefined));

console.log('| file | ΔE of the thumbnail, mean (most) | ΔE by ImageMagick |\n|---|---|---|');
for (const { name, extension, encode, isCommon } of colourCases) {
  const file = await encode();
  const theirs = isCommon ? await byImageMagick(file, extension) : undefined;
  const ours = await measurePatches((await makeGood(file)).primary.body);
  console.log(`| ${name} | ${show(ours)} | ${theirs ? show(theirs) : '–'} |`);
}
await rm(folder, { recursive: true });

/** Undefined where ImageMagick is missing or can't read the file. */
async function byImageMagick(file: Buffer, extension: string) {
  const [from, to] = [path.join(folder, `from.${extension}`), path.join(folder, 'to.png')];
  await writeFile(from, file);
  try {
    await run('convert', [`${from}[0]`, '-profile', srgb, '-resize', '200', '-strip', to]);
    return await measurePatches(await readFile(to));
  } catch {
    return undefined;
  }
}

function show({ mean, most }: { mean: number; most: number }): string {
  return `${mean.toFixed(2)} (${most.toFixed(2)})`;
}
