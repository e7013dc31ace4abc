import type { ObjectStore } from '@proofsheet/object-store';
import { LRUCache } from 'lru-cache';
import pMap from 'p-map';
import { readShare, type Share, writeShare } from './share.ts';

/** Maximum shares per owner. */
export const maxShares = 100;
/** Maximum bytes of a record: 500 ids and a title take less. */
const maxBytes = 64 * 1024;
/** Milliseconds to cache a share. A revoked share may stay open that long in this process. */
const rememberMs = 2000;

export type ShareStore = ReturnType<typeof createShareStore>;

/** Stores shares as records in the derived bucket, under `shares/<owner>/`. */
export function createShareStore(derived: ObjectStore) {
  const keyOf = (owner: string, shareId: string) => `shares/${owner}/${shareId}`;
  const recent = new LRUCache<string, Share>({ max: 1000, ttl: rememberMs });

  async function read(owner: string, shareId: string, signal: AbortSignal): Promise<Share | undefined> {
    const object = await derived.get(keyOf(owner, shareId), { maxBytes, signal });
    if (!object) return undefined;
    const share = readShare(owner, shareId, object.body.toString());
    object.release();
    return share;
  }
  return {
    async add(share: Share, signal: AbortSignal): Promise<void> {
      const options = { contentType: 'application/json', expected: 'absent' } as const;
      await derived.put(keyOf(share.owner, share.shareId), writeShare(share), options, signal);
    },

    /** All shares of an owner, newest first, including expired ones until S3 removes them. */
    async list(owner: string, signal: AbortSignal): Promise<Share[]> {
      const prefix = keyOf(owner, '');
      const rows = await derived.list({ prefix, limit: maxShares }, signal);
      const shares = await pMap(rows, ({ key }) => read(owner, key.slice(prefix.length), signal), {
        concurrency: 16,
      });
      return shares.filter((share) => share !== undefined);
    },

    /** Returns the share as it is now or was a moment ago; undefined if it was revoked. */
    async find(owner: string, shareId: string, signal: AbortSignal): Promise<Share | undefined> {
      const key = keyOf(owner, shareId);
      const known = recent.get(key);
      if (known) return known;
      const share = await read(owner, shareId, signal);
      if (share) recent.set(key, share);
      return share;
    },

    async remove(owner: string, shareId: string, signal: AbortSignal): Promise<void> {
      const key = keyOf(owner, shareId);
      const head = await derived.head(key, signal);
      if (head) await derived.delete(key, head, signal);
      recent.delete(key);
    },
  };
}
