import { createS3ObjectStore } from '@proofsheet/object-store';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CommandContext, connect } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { createProgressLine } from '../progress-line.ts';
import { createCheckpoint } from '../sweep/checkpoint.ts';
import { openInventory } from '../sweep/inventory.ts';
import { reportOf, writeReport } from '../sweep/report.ts';
import { createSendChecks } from '../sweep/send-checks.ts';
import { sweep } from '../sweep/sweep.ts';
import { parseNumber } from './parse-number.ts';

const settingNames = [
  'ORIGINALS_BUCKET',
  'THUMBNAILS_BUCKET',
  'DERIVED_BUCKET',
  'ORIGINALS_QUEUE_URL',
] as const;

interface SweepFlags {
  readonly prefix: string;
  readonly inventory?: string;
  readonly since?: Date;
  readonly minAge: number;
  readonly deep: boolean;
  readonly recipeChanged: boolean;
  readonly retryFailed: boolean;
  readonly dryRun: boolean;
  readonly rate: number;
  readonly maxCost: number;
  readonly variants: number;
  readonly concurrency: number;
  readonly failAbove: number;
  readonly json: boolean;
}

/** Adds `proofsheet sweep`. */
export function addSweep(program: Command, context: CommandContext): void {
  program
    .command('sweep')
    .summary('have a worker check every photo that lost its message')
    .description(
      'Compares the originals with their outcome records and sends a check for each photo that is missing, outdated or orphaned. It changes nothing itself, and goes on where an earlier sweep was stopped.',
    )
    .option('--prefix <prefix>', 'only originals whose keys begin with it', '')
    .option('--inventory <url>', 'read the originals from this manifest.json of S3 Inventory (s3://…, CSV)')
    .option('--since <time>', 'only originals stored since, such as 2026-11-01', parseTime)
    .option('--min-age <seconds>', 'leave younger originals alone', parseNumber, 900)
    .option('--deep', 'look at the thumbnails too: missing, foreign or left over', false)
    .option('--recipe-changed', 'check every photo that is ready, after VARIANTS changed', false)
    .option('--retry-failed', 'check every photo that failed, after limits were raised', false)
    .option('--dry-run', 'send nothing; print what would be done and what it costs', false)
    .option('--rate <checks>', 'checks a second at most', parseNumber, 200)
    .addOption(
      new Option('--max-cost <usd>', 'stop before it costs more')
        .argParser(parseNumber)
        .default(Number.POSITIVE_INFINITY, 'no limit'),
    )
    .option('--variants <number>', 'variants a photo, for the estimate', parseNumber, 1)
    .option('--concurrency <parts>', 'parts of the bucket listed at a time', parseNumber, 4)
    .addOption(
      new Option('--fail-above <photos>', `exit with ${exitCodes.found} if more are found`)
        .argParser(parseNumber)
        .default(Number.POSITIVE_INFINITY, 'never'),
    )
    .option('--json', 'print the result as JSON', false)
    .action((flags: SweepFlags) => runSweep(flags, context));
}

async function runSweep(flags: SweepFlags, context: CommandContext): Promise<void> {
  const { s3, sqs, settings, close } = connect(context, settingNames);
  const progress = createProgressLine(context);
  const scope = {
    prefix: flags.prefix,
    ...(flags.inventory !== undefined && { inventoryUrl: flags.inventory }),
    storedSince: flags.since?.getTime() ?? 0,
    minAgeSeconds: flags.minAge,
    deep: flags.deep,
    recipeChanged: flags.recipeChanged,
    retryFailed: flags.retryFailed,
  };
  try {
    const derived = createS3ObjectStore(s3, settings.DERIVED_BUCKET);
    const inventory =
      flags.inventory === undefined
        ? undefined
        : await openInventory(s3, flags.inventory, {
            sourceBucket: settings.ORIGINALS_BUCKET,
            signal: context.signal,
          });
    const report = await sweep({
      ...scope,
      originals: createS3ObjectStore(s3, settings.ORIGINALS_BUCKET),
      thumbnails: createS3ObjectStore(s3, settings.THUMBNAILS_BUCKET),
      derived,
      inventory,
      checkpoint: createCheckpoint(derived, scope, Date.now),
      sendChecks: createSendChecks(sqs, {
        queueUrl: settings.ORIGINALS_QUEUE_URL,
        bucket: settings.ORIGINALS_BUCKET,
      }),
      dryRun: flags.dryRun,
      rate: flags.rate,
      maxCost: flags.maxCost,
      variants: flags.variants,
      concurrency: flags.concurrency,
      signal: context.signal,
      now: Date.now,
      onProgress: ({ photos }) => progress.show(`${photos} photos`),
    });
    progress.end();
    const result = reportOf(report, flags.dryRun);
    context.print(flags.json ? JSON.stringify(result) : writeReport(result));
    if (!report.complete) context.setExitCode(exitCodes.costLimit);
    else if (result.checks > flags.failAbove) context.setExitCode(exitCodes.found);
  } finally {
    progress.end();
    close();
  }
}

function parseTime(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('must be a time, such as 2026-11-01.');
  return time;
}
