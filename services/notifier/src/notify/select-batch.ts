import type { ListedObject, ObjectStore } from '@proofsheet/object-store';
import { parsePendingKey } from '@proofsheet/photos';
import pMap from 'p-map';
import type { Batch } from './batch.ts';
import type { Compose } from './create-publish.ts';
import type { LookAtPhoto } from './look-at-photo.ts';
import type { Photo, Silence } from './photo.ts';

export interface SelectBatchOptions {
  readonly derived: ObjectStore;
  readonly lookAtPhoto: LookAtPhoto;
  readonly compose: Compose;
  /** Returns a different text each time. */
  readonly createNonce: () => string;
  /** Called for each photo that needs no notification. */
  readonly onSilence: (silence: Silence) => void;
}

export interface Selection {
  /** Undefined if no listed photo needs a notification. */
  readonly batch: Batch | undefined;
  /** Whether there are listed photos that need a further batch. */
  readonly isPartial: boolean;
}

export type SelectBatch = (
  group: string,
  pending: readonly ListedObject[],
  signal: AbortSignal,
) => Promise<Selection>;

/** SNS accepts 262,144 bytes; the rest is for attributes: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const maxMessageBytes = 250_000;

/** Maximum bytes of a pending record: a key of at most 1,024 bytes, each up to six in JSON, and a nonce. */
const maxPendingBytes = 10_000;

/** Photos to check, or records to delete, concurrently. */
const concurrency = 16;

interface PendingPhoto {
  readonly key: string;
  /** One record; two if there is one of an earlier version too. */
  readonly records: readonly ListedObject[];
}

/**
 * Checks pending photos and selects as many of one status as fit in one message. Deletes the pending records of photos that
 * are gone or too old.
 */
export function createSelectBatch(options: SelectBatchOptions): SelectBatch {
  const { derived, lookAtPhoto, compose, createNonce, onSilence } = options;

  return async (group, pending, signal) => {
    const waiting = await groupByPhoto(pending, signal);
    const looks = await pMap(waiting, ({ key }) => lookAtPhoto(key, signal), { concurrency });
    await removeSilent(waiting, looks, signal);
    const photos = looks.flatMap((look) => ('photo' in look ? [look.photo] : []));
    const status = photos.some((photo) => photo.status === 'ready') ? 'ready' : 'failed';
    const fitting = await cutToMessage(photos.filter((photo) => photo.status === status));
    if (fitting.length === 0) return { batch: undefined, isPartial: false };
    const keys = new Set(fitting.map(({ key }) => key));
    const records = waiting.filter(({ key }) => keys.has(key)).flatMap((photo) => photo.records);
    const batch = {
      id: createNonce(),
      group,
      photos: fitting,
      pending: records.map(({ key, etag }) => ({ key, etag })),
    };
    return { batch, isPartial: fitting.length < photos.length };
  };

  async function groupByPhoto(
    pending: readonly ListedObject[],
    signal: AbortSignal,
  ): Promise<PendingPhoto[]> {
    const records = new Map<string, ListedObject[]>();
    const originals = await pMap(pending, (record) => readOriginal(record, signal), { concurrency });
    for (const [index, record] of pending.entries()) {
      const original = originals[index];
      if (original !== undefined) records.set(original, [...(records.get(original) ?? []), record]);
    }
    return [...records].map(([key, some]) => ({ key, records: some }));
  }

  /** Undefined for a record that was deleted meanwhile. */
  async function readOriginal({ key }: ListedObject, signal: AbortSignal): Promise<string | undefined> {
    const original = parsePendingKey(key);
    if (original !== undefined) return original;
    const record = await derived.get(key, { maxBytes: maxPendingBytes, signal });
    return record && (JSON.parse(record.body.toString()) as { key: string }).key;
  }

  async function removeSilent(
    waiting: readonly PendingPhoto[],
    looks: Awaited<ReturnType<LookAtPhoto>>[],
    signal: AbortSignal,
  ): Promise<void> {
    const silent = waiting.filter((_, index) => {
      const look = looks[index];
      if (look && 'silence' in look) onSilence(look.silence);
      return look && 'silence' in look;
    });
    const records = silent.flatMap((photo) => photo.records);
    await pMap(records, ({ key, etag }) => derived.delete(key, { etag }, signal), { concurrency });
  }

  async function cutToMessage(photos: readonly Photo[]): Promise<readonly Photo[]> {
    if (photos.length < 2) return photos;
    const { message } = await compose(photos);
    if (Buffer.byteLength(message) <= maxMessageBytes) return photos;
    return cutToMessage(photos.slice(0, Math.ceil(photos.length / 2)));
  }
}
