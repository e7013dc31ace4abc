import type { ListedObject } from '@proofsheet/object-store';
import { isPhotoId, ownerOutcomePrefix, ownerPrefix, photoPrefix } from '@proofsheet/photos';
import { type AlbumEntry, toAlbumEntry } from './album-entry.ts';
import { listEarlier, mayBeEarlier, readEarlier } from './earlier-layout.ts';
import { type AlbumPage, type ListedPage, listPage, type PageOptions } from './list-page.ts';
import { listScattered } from './list-scattered.ts';
import { groupByPhoto, type OutcomeRow, toOutcomeRows } from './outcome-row.ts';
import type { Stores } from './photo-store.ts';

export type Album = ReturnType<typeof createAlbum>;

/**
 * Reads the photos of an owner. It always lists the outcome records before the originals: in the other order, a photo that
 * is deleted or replaced in between would look ready.
 */
export function createAlbum(stores: Stores, now: () => Date) {
  const { originals, derived } = stores;
  return {
    /** A page of the album, newest first. */
    async list(owner: string, options: PageOptions, signal: AbortSignal): Promise<AlbumPage> {
      const { next, ...page } = await listPage(stores, owner, options, signal);
      return { entries: await complete(owner, page, signal), next };
    },

    /** Returns the owner's photo with that id. Undefined if it was not uploaded, was deleted, or has another owner. */
    async find(owner: string, photoId: string, signal: AbortSignal): Promise<AlbumEntry | undefined> {
      if (!isPhotoId(photoId)) return undefined;
      const records = toOutcomeRows(
        await derived.list({ prefix: `${ownerOutcomePrefix(owner)}${photoId}/` }, signal),
      );
      const [original] = await originals.list({ prefix: photoPrefix(owner, photoId), limit: 1 }, signal);
      const entry = original && toAlbumEntry(original, records);
      if (!entry || !mayBeEarlier(entry, records.length > 0, now())) return entry;
      return { ...entry, outcome: (await readEarlier(stores, owner, entry, signal)) ?? entry.outcome };
    },

    /** Returns the photos with these ids that belong to the owner. */
    async findAll(
      owner: string,
      photoIds: readonly string[],
      signal: AbortSignal,
    ): Promise<ReadonlyMap<string, AlbumEntry>> {
      const ids = [...new Set(photoIds.filter(isPhotoId))].sort();
      const outcomes = ownerOutcomePrefix(owner);
      const folders = ids.map((id) => `${outcomes}${id}/`);
      const records = toOutcomeRows(await listScattered(derived, outcomes, folders, signal));
      const photos = ids.map((id) => photoPrefix(owner, id));
      const rows = await listScattered(originals, ownerPrefix(owner), photos, signal);
      const wanted = new Set(photos);
      const shown = rows.filter(({ key }) => wanted.has(key.slice(0, key.lastIndexOf('/') + 1)));
      const entries = await complete(owner, { originals: shown, records }, signal);
      return new Map(entries.map((entry) => [entry.photoId, entry]));
    },
  };

  async function complete(owner: string, page: ListedPage, signal: AbortSignal): Promise<AlbumEntry[]> {
    const recordsOf = groupByPhoto(page.records);
    const entries = toEntries(page.originals, recordsOf);
    const time = now();
    const earlier = entries.filter((entry) => mayBeEarlier(entry, recordsOf.has(entry.key), time));
    if (earlier.length === 0) return entries;
    const outcomes = await listEarlier(stores, owner, earlier, signal);
    return entries.map((entry) => ({ ...entry, outcome: outcomes.get(entry.key) ?? entry.outcome }));
  }
}

function toEntries(
  originals: readonly ListedObject[],
  recordsOf: ReadonlyMap<string, readonly OutcomeRow[]>,
): AlbumEntry[] {
  return originals.flatMap((original) => toAlbumEntry(original, recordsOf.get(original.key)) ?? []);
}
