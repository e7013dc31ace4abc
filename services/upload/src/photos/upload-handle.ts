import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** A multipart upload with its declared size. */
export interface OpenUpload {
  readonly key: string;
  /** S3's id. */
  readonly uploadId: string;
  /** Bytes of the whole file, as declared. */
  readonly size: number;
}

interface Key {
  readonly secret: Uint8Array;
}

/**
 * Seals the state of a multipart upload into the id that clients get, because S3 does not keep the declared size and this
 * service keeps no state. The id contains S3's id and the size, authenticated together with the object key. `keys` are the
 * link keys, of which the first seals; the keys used here are derived from them.
 */
export function createUploadHandles(keys: readonly Key[]) {
  const secrets = keys.map(({ secret }) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'proofsheet upload handle', 32)),
  );
  const [first] = secrets;
  if (!first) throw new Error('an upload handle needs a key');
  const write = (secret: Buffer, key: string, payload: string) =>
    `${payload}.${createHmac('sha256', secret).update(`${key}\n${payload}`).digest('base64url')}`;
  return {
    seal({ key, uploadId, size }: OpenUpload): string {
      const payload = Buffer.from(JSON.stringify([uploadId, size])).toString('base64url');
      return write(first, key, payload);
    },
    /** Undefined if the handle was not sealed here, or for another object key. */
    open(key: string, handle: string): OpenUpload | undefined {
      const [payload = ''] = handle.split('.');
      const isGood = secrets.some((secret) => isSame(handle, write(secret, key, payload)));
      if (!isGood) return undefined;
      const [uploadId, size] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, number];
      return { key, uploadId, size };
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export type UploadHandles = ReturnType<typeof createUploadHandles>;
