import type { Expected, ObjectHead } from '@proofsheet/object-store';
import { outcomeKey, type PhotoOutcome, writeThumbnailMetadata } from '@proofsheet/photos';
import type { Image, Thumbnails } from '../thumbnails/recipe.ts';
import type { Observed } from './observe-derived.ts';
import type { ReconcileContext } from './reconcile-context.ts';
import { isFailureOf, isFrom } from './status-in-line.ts';

/** One version of the original, and when its thumbnails were made. */
export interface Source {
  readonly original: ObjectHead;
  readonly madeAt: Date;
  readonly context: ReconcileContext;
}

export function sourceOf(context: ReconcileContext, original: ObjectHead): Source {
  return { original, madeAt: context.now(), context };
}

/** A thumbnail never changes under its URL path. A year is the longest useful lifetime: RFC 9111, 5.2.2.1. */
const cacheControl = 'private, max-age=31536000, immutable';

/** Writes one thumbnail in place of the observed object. Returns false if that object has changed meanwhile. */
export async function writeThumbnail(
  target: Observed,
  image: Image,
  made: Thumbnails,
  { original, madeAt, context }: Source,
): Promise<boolean> {
  const metadata = writeThumbnailMetadata({
    sourceEtag: original.etag,
    recipe: context.recipe.id,
    width: image.width,
    height: image.height,
    originalWidth: made.original.width,
    originalHeight: made.original.height,
    originalSize: original.size,
    storedAt: context.storedAt(original),
    madeAt,
  });
  const options = {
    contentType: image.contentType,
    cacheControl,
    metadata,
    expected: expectObserved(target),
  };
  const etag = await target.store.put(target.key, image.body, options, context.signal);
  if (etag === undefined) return false;
  context.observer.thumbnailStored(image);
  return true;
}

/** The outcome of an original with a primary of `bytes` bytes. */
export function readyOutcome(made: Thumbnails, thumbnailBytes: number): PhotoOutcome {
  const { original, thumbhash, takenAt } = made;
  return {
    status: 'ready',
    ...original,
    thumbnailBytes,
    thumbhash,
    takenAt,
    variants: [...made.variants.keys()],
  };
}

export function recordKey(outcome: PhotoOutcome, { original, context }: Source): string {
  return outcomeKey(context.key, original.etag, outcome);
}

/**
 * Writes the outcome record of this version, unless it is among those observed. Returns `refused` if another object has
 * appeared under its key meanwhile.
 */
export async function writeRecord(
  outcome: PhotoOutcome,
  records: readonly Observed[],
  source: Source,
): Promise<'written' | 'unchanged' | 'refused'> {
  const { original, madeAt, context } = source;
  const { originals, derived, recipe, limits, memory, signal } = context;
  const key = recordKey(outcome, source);
  const target = records.find((record) => record.key === key) ?? { store: derived, key, head: undefined };
  const isRight =
    outcome.status === 'ready' ? isFrom(target, original, recipe.id) : isFailureOf(target, original, context);
  if (isRight) return 'unchanged';
  const body = JSON.stringify({
    bucket: originals.bucket,
    key: context.key,
    etag: original.etag,
    recipe: recipe.id,
    ...outcome,
    at: madeAt,
  });
  const metadata = {
    'source-etag': original.etag,
    recipe: recipe.id,
    ...(outcome.status === 'failed' && { limits, 'memory-bytes': String(memory.total) }),
  };
  const options = { contentType: 'application/json', metadata, expected: expectObserved(target) };
  return (await derived.put(key, body, options, signal)) === undefined ? 'refused' : 'written';
}

/** Deletes the observed objects, in this order. Returns false as soon as one has changed. */
export async function removeObserved(
  all: readonly Observed[],
  { journal, signal }: Pick<ReconcileContext, 'journal' | 'signal'>,
): Promise<boolean> {
  for (const { store, key, head } of all) {
    if (!head) continue;
    if (!(await store.delete(key, head, signal))) return false;
    journal.changed = true;
  }
  return true;
}

function expectObserved({ head }: Observed): Expected {
  return head ?? 'absent';
}
