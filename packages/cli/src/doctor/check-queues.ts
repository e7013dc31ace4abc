import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { DoctorContext } from './doctor-context.ts';
import { explainError, type Problem } from './problem.ts';

const day = 86_400;
const deploy = 'Deploy aws/stack.yaml, or set it as there.';

/** Whether the queues are there and keep, hide and redrive messages as the services need. */
export async function checkQueues(context: DoctorContext): Promise<Problem[]> {
  const { settings } = context;
  const pairs = [
    ['ORIGINALS_QUEUE_URL', 'ORIGINALS_DEAD_LETTER_QUEUE_URL'],
    ['THUMBNAILS_QUEUE_URL', 'THUMBNAILS_DEAD_LETTER_QUEUE_URL'],
  ] as const;
  const problems = await Promise.all(
    pairs.map(([queue, deadLetters]) => checkPair(context, queue, deadLetters)),
  );
  if (settings.ORIGINALS_QUEUE_URL === settings.THUMBNAILS_QUEUE_URL)
    problems.push([
      problem(
        'ORIGINALS_QUEUE_URL and THUMBNAILS_QUEUE_URL are the same',
        'Messages reach the wrong service and become dead letters.',
        'Give each bucket its own queue.',
      ),
    ]);
  return problems.flat();
}

type QueueSetting = keyof DoctorContext['settings'];

async function checkPair(
  context: DoctorContext,
  queue: QueueSetting,
  deadLetters: QueueSetting,
): Promise<Problem[]> {
  const [own, dead] = await Promise.all([read(context, queue), read(context, deadLetters)]);
  const problems = [own, dead].flatMap((read) => ('problem' in read ? [read.problem] : []));
  if (!('attributes' in own) || !('attributes' in dead)) return problems;
  const { RedrivePolicy, MessageRetentionPeriod, VisibilityTimeout } = own.attributes;
  const redrive = RedrivePolicy ? JSON.parse(RedrivePolicy) : undefined;
  if (!redrive)
    problems.push(
      problem(`${queue} has no redrive policy`, 'A message that always fails comes back for ever.', deploy),
    );
  else {
    if (redrive.deadLetterTargetArn !== dead.attributes.QueueArn)
      problems.push(
        problem(
          `${queue} moves its dead letters elsewhere than ${deadLetters} says`,
          'Dead letters go unnoticed.',
          `Correct ${deadLetters}.`,
        ),
      );
    if (Number(redrive.maxReceiveCount) < 3)
      problems.push(
        problem(
          `${queue} moves messages away after ${redrive.maxReceiveCount} receives`,
          'An outage of seconds makes dead letters of good photos.',
          'Set maxReceiveCount to 8.',
        ),
      );
  }
  if (Number(MessageRetentionPeriod) < 10 * day)
    problems.push(
      problem(
        `${queue} keeps messages for ${Number(MessageRetentionPeriod) / day} days`,
        'When the services are stopped for longer, photos stay without a thumbnail until a sweep.',
        'Set the retention to 10 days.',
      ),
    );
  if (Number(VisibilityTimeout) < 30)
    problems.push(
      problem(
        `${queue} shows messages again after ${VisibilityTimeout} s`,
        'Photos are handled twice at the same time.',
        'Set the visibility timeout to 60 s.',
      ),
    );
  problems.push(...judgeSender(queue, own.attributes));
  const waiting = Number(dead.attributes.ApproximateNumberOfMessages);
  if (waiting > 0)
    problems.push(
      problem(
        `${waiting} dead letters wait in ${deadLetters}`,
        'Their photos are not finished.',
        `Run "proofsheet dlq list ${queue.startsWith('ORIGINALS') ? 'originals' : 'thumbnails'}".`,
      ),
    );
  return problems;
}

/** Whether S3 may send to the queue. */
function judgeSender(queue: QueueSetting, { Policy, KmsMasterKeyId }: Record<string, string>): Problem[] {
  const lost = 'Messages of new objects are lost.';
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
  if (KmsMasterKeyId === 'alias/aws/sqs')
    return [
      problem(
        `${queue} is encrypted by the AWS managed key, which S3 cannot use`,
        lost,
        'Encrypt it by SSE-SQS (SqsManagedSseEnabled), as aws/stack.yaml does.',
      ),
    ];
  if (Policy && allowsS3(JSON.parse(Policy))) return [];
  return [problem(`the policy of ${queue} does not let S3 send`, lost, deploy)];
}

interface PolicyDocument {
  readonly Statement?: Statement | readonly Statement[];
}
interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
}

function allowsS3({ Statement = [] }: PolicyDocument): boolean {
  const principals = ['*', 's3.amazonaws.com'];
  const actions = ['*', 'sqs:*', 'sqs:sendmessage'];
  return [Statement].flat().some(({ Effect, Principal = {}, Action = [] }) => {
    const named = typeof Principal === 'string' ? [Principal] : Object.values(Principal).flat();
    const isSend = [Action].flat().some((action) => actions.includes(action.toLowerCase()));
    return Effect === 'Allow' && isSend && named.some((principal) => principals.includes(principal));
  });
}

async function read({ sqs, settings, signal }: DoctorContext, name: QueueSetting) {
  const command = new GetQueueAttributesCommand({ QueueUrl: settings[name], AttributeNames: ['All'] });
  try {
    const { Attributes = {} } = await sqs.send(command, { abortSignal: signal });
    return { attributes: Attributes };
  } catch (error) {
    return { problem: explainError('queues', `${name} ${settings[name]}`, error) };
  }
}

function problem(what: string, why: string, fix: string): Problem {
  return { check: 'queues', what, why, fix };
}
