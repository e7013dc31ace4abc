import { invalidArgument } from '../s3-errors.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
const EVENT_NAMES = [
  'ObjectCreated:Put',
  'ObjectCreated:Post',
  'ObjectCreated:Copy',
  'ObjectCreated:CompleteMultipartUpload',
  'ObjectRemoved:Delete',
  'ObjectRemoved:DeleteMarkerCreated',
  'LifecycleExpiration:Delete',
  'LifecycleExpiration:DeleteMarkerCreated',
  'ObjectRestore:Post',
  'ObjectRestore:Completed',
  'ObjectRestore:Delete',
  'ObjectTagging:Put',
  'ObjectTagging:Delete',
  'Replication:OperationFailedReplication',
  'Replication:OperationMissedThreshold',
  'Replication:OperationReplicatedAfterThreshold',
  'Replication:OperationNotTracked',
  'IntelligentTiering',
  'LifecycleTransition',
  'ObjectAcl:Put',
  'ReducedRedundancyLostObject',
];

/** @throws InvalidArgument (400) for a name S3 doesn't know. */
export function checkEventNames(events: readonly string[]): void {
  for (const event of events) {
    if (EVENT_NAMES.some((name) => matchesEvent(event, name))) continue;
    throw invalidArgument('A specified event is not supported for notifications', 'Event', event);
  }
}

/** Whether `s3:ObjectCreated:*` or `s3:ObjectCreated:Put` means the event `ObjectCreated:Put`. */
export function matchesEvent(pattern: string, name: string): boolean {
  return pattern.endsWith(':*') ? `s3:${name}`.startsWith(pattern.slice(0, -1)) : pattern === `s3:${name}`;
}

/** Whether two patterns have an event in common. */
export function sharesEvent(a: string, b: string): boolean {
  return EVENT_NAMES.some((name) => matchesEvent(a, name) && matchesEvent(b, name));
}
