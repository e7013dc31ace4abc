import { CompactSign, compactVerify, errors } from 'jose';

/** The target of a link in a notification. */
export interface LinkTarget {
  readonly bucket: string;
  readonly key: string;
}

export type LinkVerdict =
  | { readonly kind: 'valid'; readonly target: LinkTarget }
  /** Validly signed, but expired. */
  | { readonly kind: 'over' }
  /** Invalid signature, or signed by a key that is no longer configured. */
  | { readonly kind: 'unknown' };

export interface LinkSigner {
  /** The token of a link that is valid until `expiresAt`. */
  sign(target: LinkTarget, expiresAt: Date): Promise<string>;
  verify(token: string, now: Date): Promise<LinkVerdict>;
}

interface LinkKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/**
 * Parses comma-separated `id:base64` pairs. The first key signs, the others only verify, so that keys can be rotated while
 * old links are still in mailboxes.
 * @throws Error that names the problem, without the key.
 */
export function parseLinkKeys(text: string): LinkKey[] {
  const keys = text.split(',').map((pair) => {
    const [id = '', encoded] = pair.trim().split(':');
    // Without a colon the text may be the secret itself, which must not appear in a message.
    if (encoded === undefined || !/^[\w-]{1,32}$/.test(id))
      throw new Error('must be id:base64 pairs; an id is 1 to 32 characters of A-Z a-z 0-9 _ -');
    const secret = Buffer.from(encoded, 'base64');
    // RFC 7518, 3.2: a key for HS256 has at least 256 bits.
    if (secret.length < 32) throw new Error(`the key "${id}" has fewer than 32 bytes`);
    return { id, secret };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('two keys have the same id');
  return keys;
}

/** Signs and verifies links: JWS with HS256, bound to one object and an expiry. */
export function createLinkSigner(keys: readonly LinkKey[]): LinkSigner {
  const [first] = keys;
  if (!first) throw new Error('a link needs a key');
  const secretOf = (id: string | undefined) => {
    const key = keys.find((candidate) => candidate.id === id);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key.secret;
  };
  return {
    async sign({ bucket, key }, expiresAt) {
      const payload = JSON.stringify({ b: bucket, k: key, exp: Math.floor(expiresAt.getTime() / 1000) });
      return new CompactSign(Buffer.from(payload))
        .setProtectedHeader({ alg: 'HS256', kid: first.id, typ: 'proofsheet-link' })
        .sign(first.secret);
    },
    async verify(token, now) {
      try {
        const options = { algorithms: ['HS256'] };
        const { payload, protectedHeader } = await compactVerify(
          token,
          (header: { kid?: string }) => secretOf(header.kid),
          options,
        );
        if (protectedHeader.typ !== 'proofsheet-link') return { kind: 'unknown' };
        const { b, k, exp } = JSON.parse(Buffer.from(payload).toString());
        if (now.getTime() >= exp * 1000) return { kind: 'over' };
        return { kind: 'valid', target: { bucket: b, key: k } };
      } catch (error) {
        if (error instanceof errors.JOSEError) return { kind: 'unknown' };
        throw error;
      }
    },
  };
}
