import type { ListedObject } from '@proofsheet/object-store';
import { outcomePrefix, outcomesAfter, parseOutcomeKey } from '@proofsheet/photos';
import type { RangeProgress } from './checkpoint.ts';
import { inRecordOrder } from './in-record-order.ts';
import type { Inventory } from './inventory.ts';
import { type Finding, judgePhoto } from './judge-photo.ts';
import { isApart } from './key-ranges.ts';
import { listRange } from './list-range.ts';
import { type ListedPhoto, mergeAlbum } from './merge-album.ts';
import type { SweepOptions } from './sweep-options.ts';
import type { SweepRun } from './sweep-run.ts';

const recordsRoot = 'outcomes/';
const maxRecordBytes = 64 * 1024;

/** Sweeps one range from where it stands to its end: records and originals are two listings side by side. */
export async function sweepRange(
  { originals, thumbnails, derived, inventory, prefix, deep, signal }: SweepOptions,
  { after, position, upTo }: RangeProgress,
  run: SweepRun,
  index: number,
): Promise<void> {
  const range = run.range(index);
  const onRequest = () => run.count({ s3Write: 1 });
  const list = { prefix, after: position, upTo, signal, onRequest };
  const records = listRange(derived, {
    ...list,
    prefix: `${recordsRoot}${prefix}`,
    after: position === after ? `${recordsRoot}${after}` : outcomesAfter(position),
    upTo: upTo && `${recordsRoot}${upTo}`,
  });
  const photos = mergeAlbum({
    records: sorted(records),
    originals: inRecordOrder(inOrder(inventory ? readInventory(inventory) : listRange(originals, list))),
    thumbnails: inRecordOrder(deep ? inOrder(listRange(thumbnails, list), false) : nothing()),
  });
  for await (const photo of photos) {
    run.onPhoto();
    const finding = await judge(photo);
    if (finding) await range.found(finding, photo.key);
    if (photo.isComplete) await range.done(photo.key);
  }
  await range.end();

  function readInventory(from: Inventory): AsyncGenerator<ListedObject> {
    return from.list({ ...list, onRequest: () => run.count({ s3Read: 1 }) });
  }

  async function judge(photo: ListedPhoto): Promise<Finding | undefined> {
    const finding = judgePhoto(photo, run.judging);
    if (!finding || !inventory) return finding;
    run.count({ s3Read: 1 });
    const head = await originals.head(photo.key, signal);
    // It was deleted since the inventory, and nothing is left of it.
    if (!head && photo.records.length === 0 && !photo.thumbnail) return undefined;
    return judgePhoto({ ...photo, original: head && { ...head, key: photo.key } }, run.judging);
  }

  /** Photos that lie apart from their records are looked at at once. */
  async function* inOrder(objects: AsyncIterable<ListedObject>, look = true): AsyncGenerator<ListedObject> {
    for await (const object of objects) {
      if (!isApart(object.key)) yield object;
      else if (look) await lookAt(object);
    }
  }

  async function* sorted(objects: AsyncIterable<ListedObject>): AsyncGenerator<ListedObject> {
    let last = '';
    for await (const object of objects) {
      const record = parseOutcomeKey(object.key);
      const { original } = record ?? {};
      if (!record || (original !== undefined && !original.startsWith(prefix))) continue;
      const folder = object.key.slice(0, object.key.lastIndexOf('/'));
      if (original !== undefined && !isApart(original)) yield object;
      else if (folder !== last) await lookAtRecord(object, original);
      last = folder;
    }
  }

  async function lookAt(original: ListedObject): Promise<void> {
    run.onPhoto();
    run.count({ s3Write: 1 });
    const listed = await derived.list({ prefix: outcomePrefix(original.key), shallow: true }, signal);
    const found = listed.map(({ key }) => parseOutcomeKey(key)).filter((record) => record !== undefined);
    const photo = { key: original.key, original, thumbnail: undefined, records: found, isComplete: false };
    if (inventory && !(await originals.head(original.key, signal))) return;
    const finding = judgePhoto(photo, { ...run.judging, deep: false });
    if (finding) await range.found(finding, original.key);
  }

  /** Whether the photo of a record is gone. Only the body of one with a shortened key tells which photo that is. */
  async function lookAtRecord({ key }: ListedObject, named: string | undefined): Promise<void> {
    const original = named ?? (await readOriginal(key));
    if (!original?.startsWith(prefix)) return;
    run.count({ s3Read: 1 });
    if (!(await originals.head(original, signal))) await range.found('orphaned', original);
  }

  async function readOriginal(record: string): Promise<string | undefined> {
    run.count({ s3Read: 1 });
    const stored = await derived.get(record, { maxBytes: maxRecordBytes, signal });
    const original: unknown = stored && JSON.parse(stored.body.toString()).key;
    return typeof original === 'string' ? original : undefined;
  }
}

async function* nothing(): AsyncGenerator<never> {}
