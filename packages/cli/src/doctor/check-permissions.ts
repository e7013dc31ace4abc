import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { DoctorContext, doctorSettings } from './doctor-context.ts';
import { explainError, type Problem } from './problem.ts';

/** Services whose permissions can be checked, with their credentials. */
export const servicesWithPermissions = ['upload', 'worker', 'notifier'] as const;
export type ServiceWithPermissions = (typeof servicesWithPermissions)[number];

type BucketSetting = 'ORIGINALS_BUCKET' | 'THUMBNAILS_BUCKET' | 'DERIVED_BUCKET';
type QueueSetting = Extract<(typeof doctorSettings)[number], `${string}QUEUE_URL`>;

/** What the calls need. Only settings of the service are there. */
export interface PermissionContext extends Pick<DoctorContext, 's3' | 'sqs' | 'sns' | 'signal'> {
  readonly settings: Readonly<Record<string, string | undefined>>;
}

/** A call that AWS refuses for another reason if it is permitted, so that it changes nothing. */
interface Probe {
  readonly action: string;
  readonly resource: string;
  readonly call: (context: PermissionContext) => Promise<unknown>;
}

/** What each service may do, as in aws/stack.yaml. */
const probes: Readonly<Record<ServiceWithPermissions, readonly Probe[]>> = {
  upload: [
    read('ORIGINALS_BUCKET', 'photos/'),
    read('THUMBNAILS_BUCKET', 'photos/'),
    ...['variants/', 'notified/', 'claims/subscriptions/', 'shares/', 'timelines/'].map((prefix) =>
      read('DERIVED_BUCKET', prefix),
    ),
    write('ORIGINALS_BUCKET', 'photos/'),
    remove('ORIGINALS_BUCKET', 'photos/'),
    ...['claims/subscriptions/', 'claims/sign-in/', 'shares/', 'timelines/'].map((prefix) =>
      write('DERIVED_BUCKET', prefix),
    ),
    ...['shares/', 'outcomes/'].map((prefix) => remove('DERIVED_BUCKET', prefix)),
    send('ORIGINALS_QUEUE_URL'),
    depth('ORIGINALS_QUEUE_URL'),
    depth('ORIGINALS_DEAD_LETTER_QUEUE_URL'),
    depth('THUMBNAILS_QUEUE_URL'),
    depth('THUMBNAILS_DEAD_LETTER_QUEUE_URL'),
  ],
  worker: [
    read('ORIGINALS_BUCKET', ''),
    ...(['THUMBNAILS_BUCKET'] as const).flatMap((bucket) => [
      read(bucket, ''),
      write(bucket, ''),
      remove(bucket, ''),
    ]),
    ...['variants/', 'outcomes/', 'sweeps/'].flatMap((prefix) => [
      read('DERIVED_BUCKET', prefix),
      write('DERIVED_BUCKET', prefix),
      remove('DERIVED_BUCKET', prefix),
    ]),
    ...consume('ORIGINALS_QUEUE_URL'),
  ],
  notifier: [
    read('ORIGINALS_BUCKET', ''),
    read('THUMBNAILS_BUCKET', ''),
    ...['pending/', 'claims/', 'notified/'].flatMap((prefix) => [
      read('DERIVED_BUCKET', prefix),
      write('DERIVED_BUCKET', prefix),
    ]),
    ...['pending/', 'claims/'].map((prefix) => remove('DERIVED_BUCKET', prefix)),
    ...consume('THUMBNAILS_QUEUE_URL'),
    {
      action: 'sns:Publish',
      resource: 'TOPIC_ARN',
      call: ({ sns, settings, signal }) =>
        // SNS takes no empty message.
        sns.send(new PublishCommand({ TopicArn: settings.TOPIC_ARN, Message: '' }), { abortSignal: signal }),
    },
  ],
};

const concurrency = 4;

/**
 * Whether these credentials may do what a service does. Each call names an object, a receipt handle or a value that AWS
 * refuses, so nothing is changed. A receive asks for more messages than SQS gives.
 */
export async function checkPermissions(
  context: PermissionContext,
  service: ServiceWithPermissions,
): Promise<Problem[]> {
  const found = await pMap(
    probes[service],
    async ({ action, resource, call }): Promise<Problem[]> => {
      const error = await call(context).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!isDenied(error)) return [];
      const { what } = explainError('permissions', `${action} on ${resource}`, error);
      const why = `The ${service} service fails.`;
      const fix = `Attach the ${service} policy of aws/stack.yaml to its role.`;
      return [{ check: 'permissions', what, why, fix }];
    },
    { concurrency },
  );
  return found.flat();
}

function isDenied(error: unknown): boolean {
  const { name = '', $metadata } = (error ?? {}) as {
    name?: string;
    $metadata?: { httpStatusCode?: number };
  };
  return /AccessDenied|AuthorizationError|Forbidden/.test(name) || $metadata?.httpStatusCode === 403;
}

/** A key that no object has. */
function absentKey(prefix: string): string {
  return `${prefix}doctor-${randomUUID()}`;
}
/** An ETag that no object has: the write or delete is refused, or finds nothing. */
const IfMatch = '"00000000000000000000000000000000"';

function read(bucket: BucketSetting, prefix: string): Probe {
  return {
    action: 's3:GetObject',
    resource: `${bucket} ${prefix}*`,
    call: ({ s3, settings, signal }) =>
      s3.send(new HeadObjectCommand({ Bucket: settings[bucket], Key: absentKey(prefix) }), {
        abortSignal: signal,
      }),
  };
}

function write(bucket: BucketSetting, prefix: string): Probe {
  return {
    action: 's3:PutObject',
    resource: `${bucket} ${prefix}*`,
    call: ({ s3, settings, signal }) =>
      s3.send(
        new PutObjectCommand({ Bucket: settings[bucket], Key: absentKey(prefix), IfMatch, Body: 'doctor' }),
        {
          abortSignal: signal,
        },
      ),
  };
}

function remove(bucket: BucketSetting, prefix: string): Probe {
  return {
    action: 's3:DeleteObject',
    resource: `${bucket} ${prefix}*`,
    call: ({ s3, settings, signal }) =>
      s3.send(new DeleteObjectCommand({ Bucket: settings[bucket], Key: absentKey(prefix), IfMatch }), {
        abortSignal: signal,
      }),
  };
}

function depth(queue: QueueSetting): Probe {
  return {
    action: 'sqs:GetQueueAttributes',
    resource: queue,
    call: ({ sqs, settings: { [queue]: QueueUrl }, signal }) =>
      sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }), {
        abortSignal: signal,
      }),
  };
}

function send(queue: QueueSetting): Probe {
  return {
    action: 'sqs:SendMessage',
    resource: queue,
    call: ({ sqs, settings: { [queue]: QueueUrl }, signal }) =>
      // 15 minutes are the most.
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'doctor', DelaySeconds: 100_000 }), {
        abortSignal: signal,
      }),
  };
}

function consume(queue: QueueSetting): Probe[] {
  const ReceiptHandle = 'doctor';
  const calls = {
    'sqs:ReceiveMessage': (QueueUrl: string | undefined) =>
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 }),
    'sqs:DeleteMessage': (QueueUrl: string | undefined) =>
      new DeleteMessageCommand({ QueueUrl, ReceiptHandle }),
    'sqs:ChangeMessageVisibility': (QueueUrl: string | undefined) =>
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
  };
  return [
    send(queue),
    ...Object.entries(calls).map(
      ([action, create]): Probe => ({
        action,
        resource: queue,
        // The overloads of `send` take no union of commands.
        call: ({ sqs, settings, signal }) =>
          sqs.send(create(settings[queue]) as ReceiveMessageCommand, { abortSignal: signal }),
      }),
    ),
  ];
}
