import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';

/** A secret and its id, as `parseLinkKeys` reads them. */
export interface SealingKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** Contents of a sealed token. */
export type Sealed = Readonly<Record<string, unknown>>;

export type Sealer = ReturnType<typeof createSealer>;

/**
 * Encrypts small objects to tokens that only holders of the keys can read or make: JWE, A256GCM (RFC 7516). The first key
 * encrypts and all keys decrypt, so that keys can be rotated. Each purpose has keys of its own, derived from the secrets
 * (RFC 5869), so a token for one purpose is never accepted for another.
 */
export function createSealer(keys: readonly SealingKey[], purpose: string) {
  const derived = new Map(
    keys.map(({ id, secret }) => [
      id,
      new Uint8Array(hkdfSync('sha256', secret, '', `proofsheet ${purpose}`, 32)),
    ]),
  );
  const [first] = keys;
  return {
    /** Creates a token that is valid until `expiresAt`, in whole seconds. */
    async seal(payload: Sealed, expiresAt: Date): Promise<string> {
      const key = first && derived.get(first.id);
      if (!first || !key) throw new Error('sealing needs a key');
      const exp = Math.floor(expiresAt.getTime() / 1000);
      return new CompactEncrypt(Buffer.from(JSON.stringify({ ...payload, exp })))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.id })
        .encrypt(key);
    },

    /** Returns the payload with its expiry as `exp` in seconds. Undefined if the token has expired or was not made with these keys for this purpose. */
    async open(token: string, now: Date): Promise<Sealed | undefined> {
      try {
        const { plaintext } = await compactDecrypt(
          token,
          ({ kid = '' }) => {
            const key = derived.get(kid);
            if (!key) throw new errors.JWKSNoMatchingKey();
            return key;
          },
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        );
        const payload = JSON.parse(Buffer.from(plaintext).toString()) as Sealed;
        return typeof payload.exp === 'number' && payload.exp * 1000 > now.getTime() ? payload : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
