import { StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { Argument, type Command } from 'commander';
import { type CommandContext, connect } from '../command-context.ts';
import { purgeQueue, queueArn, readDeadLetters } from '../dead-letters.ts';

const queues = {
  originals: 'ORIGINALS_DEAD_LETTER_QUEUE_URL',
  thumbnails: 'THUMBNAILS_DEAD_LETTER_QUEUE_URL',
} as const;
type QueueName = keyof typeof queues;

const queueArgument = () => new Argument('<queue>').choices(Object.keys(queues));

/** Adds `proofsheet dlq`. */
export function addDlq(program: Command, context: CommandContext): void {
  const dlq = program.command('dlq').summary('look at dead letters, send them back, or delete them');
  const open = (queue: QueueName) => {
    const { settings, sqs, close } = connect(context, [queues[queue]]);
    return { url: settings[queues[queue]], sqs, close };
  };

  dlq
    .command('list')
    .description(
      'Lists the dead letters of a queue: the photo, when it was sent, how often it was received. They stay.',
    )
    .addArgument(queueArgument())
    .option('--max <messages>', 'maximum number of messages', '100')
    .option('--json', 'print a line of JSON per message, with its body', false)
    .action(async (queue: QueueName, { max, json }: { max: string; json: boolean }) => {
      const { url, sqs, close } = open(queue);
      try {
        const letters = await readDeadLetters(sqs, url, { max: Number(max), signal: context.signal });
        for (const letter of letters) {
          const { body: _, ...shown } = letter;
          const { kind, keys, sentAt, receives } = letter;
          context.print(
            json
              ? JSON.stringify(letter)
              : `${sentAt ?? ''}  ${kind}  received ${receives} times  ${keys.join(', ') || JSON.stringify(shown)}`,
          );
        }
        if (letters.length === 0 && !json) context.print(`no dead letters in ${queue}`);
      } finally {
        close();
      }
    });

  dlq
    .command('redrive')
    .description(
      'Has SQS move all dead letters back into their queue. Harmless however often: messages are hints.',
    )
    .addArgument(queueArgument())
    .option('--rate <messages>', 'messages a second at most, 1 to 500', '50')
    .action(async (queue: QueueName, { rate }: { rate: string }) => {
      const { url, sqs, close } = open(queue);
      try {
        const SourceArn = await queueArn(sqs, url, context.signal);
        const command = new StartMessageMoveTaskCommand({
          SourceArn,
          MaxNumberOfMessagesPerSecond: Number(rate),
        });
        await sqs.send(command, { abortSignal: context.signal });
        context.print(`SQS is moving the dead letters of ${queue} back`);
      } finally {
        close();
      }
    });

  dlq
    .command('purge')
    .description('Deletes all dead letters of a queue. A sweep finds their photos again.')
    .addArgument(queueArgument())
    .requiredOption('--yes', 'really delete them')
    .action(async (queue: QueueName) => {
      const { url, sqs, close } = open(queue);
      try {
        await purgeQueue(sqs, url, context.signal);
        context.print(`the dead letters of ${queue} are deleted; "proofsheet sweep" finds their photos`);
      } finally {
        close();
      }
    });
}
