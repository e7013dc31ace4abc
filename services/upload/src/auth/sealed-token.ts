import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, errors } from 'jose';

/** A secret and its id, as `parseLinkKeys` reads them. */
export interface SealingKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** What a sealed token may hold. */
export type Sealed = Readonly<Record<string, unknown>>;

export type Sealer = ReturnType<typeof createSealer>;

/**
 * Turns small objects into tokens that only holders of the keys can read or make: JWE, A256GCM (RFC 7516). The first key
 * seals, all of them open, so that keys can be rotated. Each purpose has keys of its own, derived from the secrets
 * (RFC 5869): a token of one purpose is never taken for one of another.
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
    /** The token of a payload that is good until `expiresAt`: whole seconds. */
    async seal(payload: Sealed, expiresAt: Date): Promise<string> {
      const key = first && derived.get(first.id);
      if (!first || !key) throw new Error('sealing needs a key');
      const exp = Math.floor(expiresAt.getTime() / 1000);
      return new CompactEncrypt(Buffer.from(JSON.stringify({ ...payload, exp })))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.id })
        .encrypt(key);
    },

    /** What is in a token, with its end as `exp` in seconds, or undefined when it was not sealed with these keys for this purpose, or is over. */
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
