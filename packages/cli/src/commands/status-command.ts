import type { Command } from 'commander';
import { type CommandContext, connect } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { bucketSettings, createStores } from '../photos/stores.ts';
import { lookInQueues, queueUrlSettings } from '../status/look-in-queues.ts';
import { findKey, readStatus } from '../status/read-status.ts';
import { writeStatus } from '../status/write-status.ts';

/** Adds `proofsheet status`. */
export function addStatus(program: Command, context: CommandContext): void {
  program
    .command('status')
    .summary('print everything known about one photo')
    .description(
      'Prints what is known of one photo: original, outcome, thumbnail, variants, notification, messages, trace. It looks into those queues whose URLs are set.',
    )
    .argument('<photo>', 'object key, or owner/photo id')
    .option('--no-messages', 'do not look into the queues: each look counts as a receive')
    .option('--json', 'print JSON', false)
    .action(async (photo: string, flags: { messages: boolean; json: boolean }) => {
      const queues = queueUrlSettings.filter((name) => context.env[name]);
      const { s3, sqs, settings, close } = connect(context, [...bucketSettings, ...queues]);
      const { signal } = context;
      try {
        const stores = createStores(s3, settings);
        const status = await readStatus(await findKey(photo, stores, signal), stores, signal);
        const urls = Object.fromEntries(queues.map((name) => [name, settings[name]]));
        const messages = flags.messages ? await lookInQueues(sqs, urls, status, signal) : {};
        const whole = { ...status, messages };
        context.print(flags.json ? JSON.stringify(whole, null, 2) : writeStatus(whole));
        if (!status.original) context.setExitCode(exitCodes.found);
      } finally {
        close();
      }
    });
}
