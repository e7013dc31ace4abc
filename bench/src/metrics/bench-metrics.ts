import { parseArgs } from 'node:util';
import { createObserver } from '@proofsheet/worker/observer';
import { median, spread } from '../median.ts';
import { makePhotos } from '../worker/make-photos.ts';
import { withWorker } from '../worker/with-worker.ts';
import { costAlone } from './cost-alone.ts';
import { observeNothing } from './observe-nothing.ts';
import { startRival } from './start-rival.ts';

/** Photos per measured block. */
const blockOf = 40;
const warmUpBlocks = 3;

/**
 * Compares the worker with and without metrics, both in this process, in alternating blocks, so that noise of a shared
 * machine hits both. The photos are small, since metrics weigh more the smaller a photo is.
 */
export async function benchMetrics(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, pairs: { type: 'string', default: '40' } },
  });
  const alone: number[] = [];
  for (let round = 0; round < 5; round += 1) alone.push(await costAlone());
  const [photo] = await makePhotos(['1']);
  if (!photo) throw new Error('no photo');
  const { pairs, scrapeMs } = await runPairs(photo.bytes, Number(values.pairs));

  const offMs = median(pairs.map(({ off }) => off));
  const share = median(alone) / 1000 / offMs;
  if (values.json) {
    const ratio = median(pairs.map(({ on, off }) => on / off));
    process.stdout.write(`${JSON.stringify({ metricsRatio: ratio, metricsShare: share, scrapeMs })}\n`);
    return;
  }
  process.stdout.write(`CPU, metrics on ÷ off      ${describeRatios(pairs)}\n`);
  process.stdout.write(`CPU ms a photo without     ${spread(pairs.map(({ off }) => off))}\n`);
  process.stdout.write(
    `metrics alone, µs a photo  ${spread(alone, 1)}, which is ${(share * 100).toFixed(2)} % of that\n`,
  );
  process.stdout.write(`one scrape, CPU ms         ${scrapeMs.toFixed(2)}\n`);
}

interface Pair {
  readonly on: number;
  readonly off: number;
}

async function runPairs(photo: Buffer, count: number): Promise<{ pairs: Pair[]; scrapeMs: number }> {
  return withWorker(async ({ local }) => {
    // The SDK's default provider chain reads them.
    process.env.AWS_ACCESS_KEY_ID = local.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = local.secretAccessKey;
    const load = { photo, count: blockOf };
    const on = await startRival('on', local, load, createObserver);
    const off = await startRival('off', local, load, observeNothing);
    const pairs: Pair[] = [];
    for (let pair = -warmUpBlocks; pair < count; pair += 1) {
      // The order alternates, so that drift within a pair hits both alike.
      const onFirst = pair % 2 === 0 ? await on.runBlock() : undefined;
      const ofOff = await off.runBlock();
      const ofOn = onFirst ?? (await on.runBlock());
      if (pair >= 0) pairs.push({ on: ofOn, off: ofOff });
    }
    const scrapeMs = await on.scrape();
    await on.close();
    await off.close();
    return { pairs, scrapeMs };
  });
}

/** The median with its quartiles: single blocks on a busy machine mean little. */
function describeRatios(pairs: readonly Pair[]): string {
  const ratios = pairs.map(({ on, off }) => on / off).sort((a, b) => a - b);
  const at = (share: number) => (ratios[Math.floor((ratios.length - 1) * share)] ?? Number.NaN).toFixed(3);
  return `${at(0.5)}, half of ${ratios.length} pairs within ${at(0.25)} to ${at(0.75)}`;
}
