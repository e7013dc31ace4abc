import { ownerId } from '@proofsheet/photos';

/** An API key, known only by its hash. */
export interface ApiKey {
  /** See `ownerId`. */
  readonly owner: string;
  /** SHA-256 of the key's UTF-8 bytes, in hex. */
  readonly hash: string;
}

/**
 * Parses comma-separated `name:sha256` pairs, the hash in 64 hex digits.
 * @throws Error that names the wrong pair by its position, without the hash.
 */
export function parseApiKeys(text: string): ApiKey[] {
  return text.split(',').map((pair, index) => parseApiKey(pair.trim(), `pair ${index + 1}`));
}

/**
 * Parses one `name:sha256` pair. `place` is where it stands, for the error.
 * @throws Error without the hash.
 */
export function parseApiKey(pair: string, place: string): ApiKey {
  const [name = '', hex = '', ...more] = pair.split(':');
  if (!/^[\w.@-]{1,64}$/.test(name) || !/^[0-9a-f]{64}$/i.test(hex) || more.length > 0) {
    throw new Error(
      `${place} must be a name (1 to 64 of A-Z a-z 0-9 _ . @ -), a colon, and the SHA-256 of the key in 64 hex digits`,
    );
  }
  return { owner: ownerId('api-key', name), hash: hex.toLowerCase() };
}

/**
 * The owner of the key with this hash in hex, or undefined. A plain comparison is enough: its time can at most leak the
 * stored hash, which does not help to find a key of random bytes.
 */
export function findKeyOwner(keys: readonly ApiKey[], hash: string): string | undefined {
  return keys.find((known) => known.hash === hash)?.owner;
}
