import type { ObjectStore } from '@proofsheet/object-store';

/** The sole right to announce something, until its lease runs out. */
export interface Claim {
  /** Milliseconds that are left by the own clock. */
  left(): number;
  /** Gives it back, unless it is somebody else's by now. */
  release(signal: AbortSignal): Promise<void>;
}

export type ClaimResult =
  | { readonly claim: Claim }
  /** Held by another, for so many seconds at most. */
  | { readonly heldForSeconds: number };

interface ClaimRecord {
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface ClaimOptions {
  readonly store: ObjectStore;
  readonly leaseSeconds: number;
  readonly now: () => number;
  /** Gives another text each time. */
  readonly createNonce: () => string;
}

export type TakeClaim = (key: string, signal: AbortSignal) => Promise<ClaimResult>;

/** Bytes. A claim has about a hundred. */
const maxRecordBytes = 10_000;

/**
 * Takes claims, each an object of which there can be only one: written where there is none, or in place of one whose
 * lease is over. The nonce makes every claim's ETag its own, so that nobody replaces or removes another's.
 */
export function createTakeClaim({ store, leaseSeconds, now, createNonce }: ClaimOptions): TakeClaim {
  return async (key, signal) => {
    const fresh = await write(key, 'absent', signal);
    if (fresh) return { claim: fresh };
    const held = await store.get(key, { maxBytes: maxRecordBytes, signal });
    if (!held) return { heldForSeconds: 1 };
    const rest = expiryOf(held.body, held.lastModified) - now();
    if (rest > 0) return { heldForSeconds: Math.ceil(rest / 1000) };
    const taken = await write(key, held, signal);
    return taken ? { claim: taken } : { heldForSeconds: leaseSeconds };
  };

  async function write(
    key: string,
    expected: 'absent' | { etag: string },
    signal: AbortSignal,
  ): Promise<Claim | undefined> {
    const record: ClaimRecord = { nonce: createNonce(), expiresAt: now() + leaseSeconds * 1000 };
    const options = { contentType: 'application/json', expected };
    const etag = await store.put(key, JSON.stringify(record), options, signal);
    if (etag === undefined) return undefined;
    return {
      left: () => record.expiresAt - now(),
      release: async (releaseSignal) => void (await store.delete(key, { etag }, releaseSignal)),
    };
  }

  /** A record that cannot be read is nobody's for long. */
  function expiryOf(body: Buffer, lastModified: Date): number {
    try {
      const { expiresAt } = JSON.parse(body.toString()) as Partial<ClaimRecord>;
      if (typeof expiresAt === 'number') return expiresAt;
    } catch {}
    return lastModified.getTime() + leaseSeconds * 1000;
  }
}
