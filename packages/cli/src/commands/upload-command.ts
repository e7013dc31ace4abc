import { type Command, InvalidArgumentError } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { createProgressLine } from '../progress-line.ts';
import { readCommandSettings } from '../settings.ts';
import { createApiClient } from '../upload/api-client.ts';
import { findPhotos } from '../upload/find-photos.ts';
import { uploadFiles } from '../upload/upload-files.ts';
import { openJournal } from '../upload/upload-journal.ts';
import { parseNumber } from './parse-number.ts';

const mebibyte = 1024 ** 2;

interface UploadFlags {
  readonly concurrency: number;
  readonly journal: string;
  readonly multipartFrom: number;
  readonly skipExisting: boolean;
  readonly json: boolean;
}

/** Adds `proofsheet upload`. */
export function addUpload(program: Command, context: CommandContext): void {
  program
    .command('upload')
    .summary('upload photos and folders')
    .description(
      'Uploads photos and all photos in folders through the API (PUBLIC_URL, API_KEY). What an earlier run has stored is skipped, so that a run that was stopped can be repeated.',
    )
    .argument('<path...>', 'files and folders')
    .option('--concurrency <files>', 'files at a time', parseCount, 6)
    .option('--journal <file>', 'remembers what is stored', '.proofsheet/uploads.jsonl')
    .option('--multipart-from <mebibytes>', 'send larger files in parts', parseNumber, 16)
    .option('--skip-existing', 'leave out files whose name and size a photo of the album has', false)
    .option('--json', 'print a line of JSON per file', false)
    .action((paths: string[], flags: UploadFlags) => runUpload(paths, flags, context));
}

async function runUpload(paths: string[], flags: UploadFlags, context: CommandContext): Promise<void> {
  const { PUBLIC_URL, API_KEY } = readCommandSettings(context.env, ['PUBLIC_URL', 'API_KEY']);
  const progress = createProgressLine(context);
  const files = await findPhotos(paths);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let stored = 0;
  const show = () => {
    const done = counts.stored + counts.skipped + counts.refused;
    progress.show(`${done} of ${files.length} photos`, stored / total);
  };
  const counts = { stored: 0, skipped: 0, refused: 0 };
  try {
    await uploadFiles(files, {
      api: createApiClient(PUBLIC_URL, API_KEY),
      journal: await openJournal(flags.journal),
      concurrency: flags.concurrency,
      multipartFromBytes: flags.multipartFrom * mebibyte,
      skipExisting: flags.skipExisting,
      signal: context.signal,
      now: Date.now,
      onBytes(bytes) {
        stored += bytes;
        show();
      },
      onDone(file, result) {
        counts[result.result] += 1;
        show();
        if (flags.json) context.print(JSON.stringify({ file: file.path, ...result }));
        else if (result.result === 'refused') context.note(`${file.path}: ${result.reason}\n`);
      },
    });
  } finally {
    progress.end();
  }
  if (!flags.json)
    context.print(`${counts.stored} stored, ${counts.skipped} stored before, ${counts.refused} refused`);
  if (counts.refused > 0) context.setExitCode(exitCodes.found);
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64) throw new InvalidArgumentError('must be 1 to 64.');
  return count;
}
