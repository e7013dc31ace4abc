import { isPhotoId, parseOriginalKey } from '@proofsheet/photos';
import type { Album } from '../photos/album.ts';
import type { AlbumEntry } from '../photos/album-entry.ts';
import type { Share } from './share.ts';

/** A page of a share's photos. */
export interface SharedPage {
  readonly entries: readonly AlbumEntry[];
  /** Where the next page begins: the id of its first photo, or a position in the share's list. */
  readonly next: string | undefined;
}

interface SharedPageOptions {
  readonly from: string | undefined;
  readonly limit: number;
}

export type SharedPhotos = ReturnType<typeof createSharedPhotos>;

/** Reads the photos of shares that are ready and still exist. */
export function createSharedPhotos(album: Album) {
  return {
    /** Undefined when `from` is invalid. */
    async list(
      share: Share,
      options: SharedPageOptions,
      signal: AbortSignal,
    ): Promise<SharedPage | undefined> {
      return share.photoIds === undefined
        ? listAlbum(share, options, signal)
        : listChosen(share, share.photoIds, options, signal);
    },

    /** Returns the photo with that id, if the share shows it. */
    async find(share: Share, photoId: string, signal: AbortSignal): Promise<AlbumEntry | undefined> {
      if (share.photoIds && !share.photoIds.includes(photoId)) return undefined;
      const entry = await album.find(share.owner, photoId, signal);
      return entry?.outcome.status === 'ready' ? entry : undefined;
    },
  };

  async function listAlbum({ owner }: Share, { from, limit }: SharedPageOptions, signal: AbortSignal) {
    if (from !== undefined && !isPhotoId(from)) return undefined;
    const start = from === undefined ? undefined : { photoId: from };
    const { entries, next } = await album.list(owner, { from: start, limit }, signal);
    const last = next === undefined ? undefined : parseOriginalKey(next)?.photoId;
    return { entries: entries.filter(isReady), next: last && nextId(last) };
  }

  async function listChosen(
    { owner }: Share,
    photoIds: readonly string[],
    { from, limit }: SharedPageOptions,
    signal: AbortSignal,
  ) {
    if (from !== undefined && !/^\d{1,6}$/.test(from)) return undefined;
    const start = Number(from ?? 0);
    const ids = photoIds.slice(start, start + limit);
    const found = await album.findAll(owner, ids, signal);
    const entries = ids.flatMap((id) => found.get(id) ?? []).filter(isReady);
    return { entries, next: start + limit < photoIds.length ? String(start + limit) : undefined };
  }
}

function isReady({ outcome }: AlbumEntry): boolean {
  return outcome.status === 'ready';
}

/** The smallest id greater than that one. */
function nextId(photoId: string): string {
  return (BigInt(`0x${photoId}`) + 1n).toString(16).padStart(photoId.length, '0');
}
