import { AwsError } from '../../aws-error.ts';
import { sharesEvent } from './event-names.ts';
import type { QueueConfiguration } from './queue-configuration.ts';

/**
 * No event of no key may go to two configurations.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 * @throws InvalidArgument (400).
 */
export function checkOverlaps(configurations: readonly QueueConfiguration[]): void {
  const overlaps = configurations.some((one, index) =>
    configurations.slice(index + 1).some((other) => overlap(one, other)),
  );
  if (!overlaps) return;
  const message =
    'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.';
  throw new AwsError('InvalidArgument', 400, message);
}

function overlap(a: QueueConfiguration, b: QueueConfiguration): boolean {
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const suffixes = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  return prefixes && suffixes && a.events.some((one) => b.events.some((other) => sharesEvent(one, other)));
}
