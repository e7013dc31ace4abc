import { StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { Argument, type Command, Option } from 'commander';
import { type CommandContext, connect } from '../command-context.ts';
import { type DeadLetter, type DeadLetterReason, deadLetterReasons } from '../dead-letters/dead-letter.ts';
import { withDeadLetters } from '../dead-letters/with-dead-letters.ts';
import { writeDeadLetters } from '../dead-letters/write-dead-letters.ts';
import { exitCodes } from '../exit-codes.ts';
import { bucketSettings, createStores } from '../photos/stores.ts';
import { deleteMessage, moveMessage, purgeQueue, queueArn } from '../queues/queue-calls.ts';
import { type QueueName, queueNames, queueSettings } from '../queues/queue-settings.ts';
import { parseCount } from './parse-number.ts';

interface Selection {
  readonly max: number;
  readonly reason?: DeadLetterReason;
}

const queueArgument = (required = true) =>
  new Argument(required ? '<queue>' : '[queue]', 'whose dead letters').choices(queueNames);
const reasonOption = () =>
  new Option('--reason <reason>', 'only dead letters of this reason').choices(Object.keys(deadLetterReasons));
const defaultMax = 1000;

/** Adds `proofsheet dlq`. */
export function addDlq(program: Command, context: CommandContext): void {
  const dlq = program.command('dlq').summary('look at dead letters, send them back, or delete them');
  addList(dlq, context);
  addShow(dlq, context);
  addRedrive(dlq, context);
  addPurge(dlq, context);
}

/** The dead-letter queue of a queue, with what its photos are looked up in. */
async function withQueue<T>(
  context: CommandContext,
  queue: QueueName,
  work: (open: ReturnType<typeof connectQueue>) => Promise<T>,
): Promise<T> {
  const open = connectQueue(context, queue);
  try {
    return await work(open);
  } finally {
    open.close();
  }
}

function connectQueue(context: CommandContext, queue: QueueName) {
  const { source, deadLetters } = queueSettings[queue];
  const { settings, s3, sqs, close } = connect(context, [...bucketSettings, source, deadLetters]);
  const stores = createStores(s3, settings);
  return {
    sqs,
    queue,
    url: settings[deadLetters],
    source: settings[source],
    stores,
    signal: context.signal,
    close,
  };
}

function addList(dlq: Command, context: CommandContext): void {
  dlq
    .command('list')
    .description(
      'Lists dead letters by queue and reason: the photo, the last error, when it was sent, how often it was received. They stay.',
    )
    .addArgument(queueArgument(false))
    .addOption(reasonOption())
    .option('--max <messages>', 'maximum number of messages a queue', parseCount, defaultMax)
    .option('--json', 'print a line of JSON per message', false)
    .action(async (queue: QueueName | undefined, flags: Selection & { json: boolean }) => {
      const all: DeadLetter[] = [];
      for (const name of queue ? [queue] : queueNames) {
        const letters = await withQueue(context, name, (open) =>
          withDeadLetters(open, flags, async (found) => found.map(({ letter }) => letter)),
        );
        all.push(...letters);
      }
      if (!flags.json) context.print(writeDeadLetters(all));
      else for (const letter of all) context.print(JSON.stringify(letter));
    });
}

function addShow(dlq: Command, context: CommandContext): void {
  dlq
    .command('show')
    .description('Prints one dead letter with its body. It stays.')
    .addArgument(queueArgument())
    .argument('<message>', 'message id, as printed by list')
    .action(async (queue: QueueName, id: string) => {
      const found = await withQueue(context, queue, (open) =>
        withDeadLetters(open, { max: defaultMax }, async (all) => all.find(({ letter }) => letter.id === id)),
      );
      if (found) return context.print(JSON.stringify(found.letter, null, 2));
      context.note(`no message ${id} among the dead letters of ${queue}\n`);
      return context.setExitCode(exitCodes.found);
    });
}

function addRedrive(dlq: Command, context: CommandContext): void {
  dlq
    .command('redrive')
    .description('Moves dead letters back into their queue. Harmless however often: messages are hints.')
    .addArgument(queueArgument())
    .addOption(reasonOption())
    .option('--max <messages>', 'maximum number of messages, with --reason', parseCount, defaultMax)
    .option('--rate <messages>', 'messages a second at most, 1 to 500', parseCount, 50)
    .action((queue: QueueName, flags: Selection & { rate: number }) =>
      withQueue(context, queue, async (open) => {
        if (flags.reason) return context.print(await redriveSome(open, flags));
        const SourceArn = await queueArn(open.sqs, open.url, open.signal);
        const command = new StartMessageMoveTaskCommand({
          SourceArn,
          MaxNumberOfMessagesPerSecond: flags.rate,
        });
        await open.sqs.send(command, { abortSignal: open.signal });
        return context.print(`SQS is moving the dead letters of ${queue} back`);
      }),
    );
}

async function redriveSome(open: ReturnType<typeof connectQueue>, selection: Selection): Promise<string> {
  return withDeadLetters(open, selection, async (found, deleted) => {
    for (const { message } of found) {
      open.signal.throwIfAborted();
      await moveMessage(open.sqs, message, { from: open.url, to: open.source });
      deleted(message);
    }
    return `${found.length} dead letters of ${open.queue} moved back`;
  });
}

function addPurge(dlq: Command, context: CommandContext): void {
  dlq
    .command('purge')
    .description('Deletes dead letters. A sweep finds the photos of "originals" again.')
    .addArgument(queueArgument())
    .addOption(reasonOption())
    .option('--max <messages>', 'maximum number of messages, with --reason', parseCount, defaultMax)
    .requiredOption('--yes', 'really delete them')
    .action((queue: QueueName, flags: Selection) =>
      withQueue(context, queue, async (open) => {
        if (flags.reason) return context.print(await purgeSome(open, flags));
        await purgeQueue(open.sqs, open.url, open.signal);
        return context.print(`all dead letters of ${queue} are deleted`);
      }),
    );
}

async function purgeSome(open: ReturnType<typeof connectQueue>, selection: Selection): Promise<string> {
  return withDeadLetters(open, selection, async (found, deleted) => {
    for (const { message } of found) {
      open.signal.throwIfAborted();
      await deleteMessage(open.sqs, open.url, message);
      deleted(message);
    }
    return `${found.length} dead letters of ${open.queue} deleted`;
  });
}
