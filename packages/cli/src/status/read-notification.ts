import type { ObjectStore } from '@proofsheet/object-store';
import {
  claimKey,
  deliveryKey,
  maxNotifiedBytes,
  notificationGroup,
  notifiedAt,
  notifiedKey,
  parseNotified,
  pendingKey,
  windowKey,
} from '@proofsheet/photos';
import pMap from 'p-map';
import { type BatchState, readBatch } from './read-batch.ts';

/** Delivery records read at most: an owner has one for each batch that a topic refused in the last 30 days. */
const maxDeliveries = 50;
const concurrency = 8;

/** What the notifier's records say of one photo. */
export interface NotificationStatus {
  /** When people were notified that it is ready, and that it failed. */
  readonly readyAt: Date | undefined;
  readonly failedAt: Date | undefined;
  /** Since when it waits to be notified about. */
  readonly pendingSince: Date | undefined;
  /** Since when a digest of the owner's photos is on its way. */
  readonly digestSince: Date | undefined;
  /** The batch that a notifier is sending, if the photo is in it. */
  readonly claim: BatchState | undefined;
  /** Batches with the photo that a topic refused. */
  readonly deliveries: readonly BatchState[];
}

/** Reads the notifier's records of one photo. */
export async function readNotification(
  key: string,
  derived: ObjectStore,
  signal: AbortSignal,
): Promise<NotificationStatus> {
  const group = notificationGroup(key);
  const [notified, pending, window, claim, listed] = await Promise.all([
    derived.get(notifiedKey(key), { maxBytes: maxNotifiedBytes, signal }),
    derived.head(pendingKey(key), signal),
    derived.head(windowKey(group), signal),
    readBatch(derived, claimKey(group), signal),
    derived.list({ prefix: deliveryKey(group, '') }, signal),
  ]);
  const photos = notified && parseNotified(notified.body.toString());
  const newest = listed.toSorted((a, b) => b.lastModified.getTime() - a.lastModified.getTime());
  const read = (row: { readonly key: string }) => readBatch(derived, row.key, signal);
  const deliveries = await pMap(newest.slice(0, maxDeliveries), read, { concurrency });
  return {
    readyAt: photos && notifiedAt(photos, key, 'ready'),
    failedAt: photos && notifiedAt(photos, key, 'failed'),
    pendingSince: pending?.lastModified,
    digestSince: window?.lastModified,
    claim: claim?.keys.includes(key) ? claim : undefined,
    deliveries: deliveries.filter((batch) => batch !== undefined).filter(({ keys }) => keys.includes(key)),
  };
}
