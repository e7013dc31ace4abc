import type { Expected, ObjectHead } from '@proofsheet/object-store';
import { type FailureReason, failureKey, writeThumbnailMetadata } from '@proofsheet/photos';
import type { Image, Made, Recipe } from '../thumbnails/recipe.ts';
import type { DerivedObjects, Observed } from './derived-objects.ts';
import type { Journal } from './journal.ts';

/** What is written of one version of an original. */
export interface Source {
  readonly key: string;
  readonly original: ObjectHead;
  readonly storedAt: Date;
  readonly madeAt: Date;
  readonly recipe: Recipe;
  readonly signal: AbortSignal;
}

type Thumbnails = Extract<Made, { kind: 'made' }>;

/** Writes one thumbnail in place of what was seen. False when something else is there by now. */
export async function writeThumbnail(
  seen: Observed,
  image: Image,
  made: Thumbnails,
  source: Source,
): Promise<boolean> {
  const metadata = writeThumbnailMetadata({
    sourceEtag: source.original.etag,
    recipe: source.recipe.id,
    width: image.width,
    height: image.height,
    originalWidth: made.original.width,
    originalHeight: made.original.height,
    originalSize: source.original.size,
    storedAt: source.storedAt,
    madeAt: source.madeAt,
  });
  const options = { contentType: image.contentType, metadata, expected: expect(seen) };
  return (await seen.store.put(seen.key, image.body, options, source.signal)) !== undefined;
}

/** Writes the record why the original has no thumbnail, in place of what was seen of it. */
export async function writeFailure(
  { failures, primary }: DerivedObjects,
  derived: Observed['store'],
  reason: FailureReason,
  { key, original, recipe, madeAt, signal }: Source,
): Promise<boolean> {
  const recordKey = failureKey(key, reason);
  const seen = failures.find((record) => record.key === recordKey) ?? {
    ...primary,
    key: recordKey,
    head: undefined,
  };
  const body = JSON.stringify({ bucket: primary.store.bucket, key, reason, etag: original.etag, at: madeAt });
  const metadata = { 'source-etag': original.etag, recipe: recipe.id };
  const options = { contentType: 'application/json', metadata, expected: expect(seen) };
  return (await derived.put(recordKey, body, options, signal)) !== undefined;
}

/** Deletes what was seen, in this order. False as soon as one is no longer what was seen. */
export async function removeObserved(
  all: readonly Observed[],
  journal: Journal,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { store, key, head } of all) {
    if (!head) continue;
    if (!(await store.delete(key, head, signal))) return false;
    journal.changed = true;
  }
  return true;
}

function expect({ head }: Observed): Expected {
  return head ?? 'absent';
}
