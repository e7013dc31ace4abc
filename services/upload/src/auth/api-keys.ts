import { ownerId } from '@proofsheet/photos';

/** A key that a caller may show, by its hash only. */
export interface ApiKey {
  /** See `ownerId`. */
  readonly owner: string;
  /** SHA-256 of the key's UTF-8 bytes, in hex. */
  readonly hash: string;
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
    return { owner: ownerId('api-key', name), hash: hex.toLowerCase() };
  });
}

/**
 * The owner of the key with this hash in hex. It is looked up as tables of tokens are: the time taken could tell of the
 * stored hash at most, which leads nobody to a key of random bytes.
 */
export function findKeyOwner(keys: readonly ApiKey[], hash: string): string | undefined {
  return keys.find((known) => known.hash === hash)?.owner;
}
