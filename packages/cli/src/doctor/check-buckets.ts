import {
  GetBucketCorsCommand,
  GetBucketNotificationConfigurationCommand,
  ListObjectsV2Command,
  type QueueConfiguration,
} from '@aws-sdk/client-s3';
import { bucketSettings } from '../photos/stores.ts';
import { queueArn } from '../queues/queue-calls.ts';
import type { PermissionContext } from './check-permissions.ts';
import type { DoctorContext } from './doctor-context.ts';
import { explainError, type Problem } from './problem.ts';

const deploy = 'Deploy aws/stack.yaml, or set it as there.';

/** Whether the buckets are there and may be listed. */
export async function checkBuckets({
  s3,
  settings,
  signal,
}: Pick<PermissionContext, 's3' | 'settings' | 'signal'>): Promise<Problem[]> {
  const found = bucketSettings.map(async (name) => {
    const command = new ListObjectsV2Command({ Bucket: settings[name], MaxKeys: 1 });
    return s3.send(command, { abortSignal: signal }).then(
      () => [],
      (error: unknown) => [explainError('buckets', `${name} ${settings[name]}`, error)],
    );
  });
  return (await Promise.all(found)).flat();
}

/** Whether the buckets tell the right queues. */
export async function checkNotifications(context: DoctorContext): Promise<Problem[]> {
  const { settings, sqs, signal } = context;
  const [originals, thumbnails, derived] = await Promise.all([
    notificationsOf(context, settings.ORIGINALS_BUCKET),
    notificationsOf(context, settings.THUMBNAILS_BUCKET),
    notificationsOf(context, settings.DERIVED_BUCKET),
  ]);
  const originalsArn = await queueArn(sqs, settings.ORIGINALS_QUEUE_URL, signal);
  const thumbnailsArn = await queueArn(sqs, settings.THUMBNAILS_QUEUE_URL, signal);
  const problems: Problem[] = [];
  const add = (what: string, why: string) =>
    problems.push({ check: 'notifications', what, why, fix: deploy });
  const has = (all: readonly QueueConfiguration[], arn: string, event: string) =>
    all.some(
      ({ QueueArn, Events = [] }) => QueueArn === arn && Events.some((each) => each.startsWith(event)),
    );

  if (!has(originals, originalsArn, 's3:ObjectCreated'))
    add(
      'the originals bucket does not notify ORIGINALS_QUEUE_URL of new objects',
      'New photos get no thumbnail.',
    );
  else if (!has(originals, originalsArn, 's3:ObjectRemoved'))
    add('the originals bucket does not notify of removed objects', 'Thumbnails of deleted photos stay.');
  if (!has(thumbnails, thumbnailsArn, 's3:ObjectCreated'))
    add(
      'the thumbnails bucket does not notify THUMBNAILS_QUEUE_URL of new objects',
      'No notification of a photo is sent.',
    );
  if (derived.some(({ Filter }) => Filter?.Key?.FilterRules?.some(({ Value }) => Value === 'failures/')))
    add(
      'the derived bucket notifies of the prefix failures/, which earlier releases wrote',
      'No notification of a failed photo is sent: their records are below outcomes/, with the suffix .failed.',
    );
  return problems;
}

async function notificationsOf({ s3, signal }: DoctorContext, Bucket: string): Promise<QueueConfiguration[]> {
  const command = new GetBucketNotificationConfigurationCommand({ Bucket });
  const { QueueConfigurations = [] } = await s3.send(command, { abortSignal: signal });
  return QueueConfigurations;
}

/** Whether pages of the album may upload and read photos. */
export async function checkCors({ s3, settings, signal }: DoctorContext): Promise<Problem[]> {
  const { origin } = new URL(settings.PUBLIC_URL);
  const needed = [
    { bucket: settings.ORIGINALS_BUCKET, method: 'PUT' },
    { bucket: settings.THUMBNAILS_BUCKET, method: 'GET' },
    { bucket: settings.DERIVED_BUCKET, method: 'GET' },
  ];
  const found = needed.map(async ({ bucket, method }) => {
    const { CORSRules = [] } = await s3
      .send(new GetBucketCorsCommand({ Bucket: bucket }), { abortSignal: signal })
      .catch((error: Error) => {
        if (error.name !== 'NoSuchCORSConfiguration') throw error;
        return { CORSRules: [] };
      });
    const allows = CORSRules.some(
      ({ AllowedOrigins = [], AllowedMethods = [] }) =>
        (AllowedOrigins.includes('*') || AllowedOrigins.includes(origin)) && AllowedMethods.includes(method),
    );
    if (allows) return [];
    const what = `CORS of the bucket ${bucket} does not let ${origin} ${method}`;
    const why = 'Browsers refuse to upload or to show photos.';
    return [{ check: 'cors', what, why, fix: `Add ${origin} to BrowserOrigins of aws/stack.yaml.` }];
  });
  return (await Promise.all(found)).flat();
}
