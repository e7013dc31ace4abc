import { timingSafeEqual } from 'node:crypto';
import { ownerId } from '@proofsheet/photos';

/** A key that a caller may show, by its hash only. */
export interface ApiKey {
  /** See `ownerId`. */
  readonly owner: string;
  /** SHA-256 of the key's UTF-8 bytes. */
  readonly hash: Buffer;
}

/**
 * Keys from `name:sha256` pairs with commas between them, the hash in 64 hex digits.
 * @throws Error that says which pair is wrong, without the hash.
 */
export function parseApiKeys(text: string): ApiKey[] {
  return text.split(',').map((pair, index) => {
    const [name = '', hex = '', ...more] = pair.trim().split(':');
    if (!/^[\w.@-]{1,64}$/.test(name) || !/^[0-9a-f]{64}$/i.test(hex) || more.length > 0) {
      throw new Error(
        `pair ${index + 1} must be a name (1 to 64 of A-Z a-z 0-9 _ . @ -), a colon, and the SHA-256 of the key in 64 hex digits`,
      );
    }
    return { owner: ownerId('api-key', name), hash: Buffer.from(hex, 'hex') };
  });
}

/**
 * Finds the owner of the key with this hash. All keys are compared, each in constant time, so that the time taken tells
 * nothing.
 */
export function findKeyOwner(keys: readonly ApiKey[], sha256: Buffer): string | undefined {
  return keys.filter(({ hash }) => timingSafeEqual(hash, sha256))[0]?.owner;
}
