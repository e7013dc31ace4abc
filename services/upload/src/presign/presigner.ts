import { hash } from 'node:crypto';
import { encodeKey, encodeUri, resolveBucketUrl, type SignerOptions } from '@proofsheet/object-store';
import { createSigningKeys, endOfSignature, type SigningKey, toAmzDate } from './signing-key.ts';

/** What a presigned URL permits. */
export interface PresignRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  /** Signed: a request must send exactly these. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Signed, and part of the URL. Names start with a lower-case letter. */
  readonly query: Readonly<Record<string, string>>;
  readonly signedAt: Date;
  readonly expiresIn: number;
}

/** A presigned URL. Secret. */
export interface Presigned {
  readonly url: string;
  /** See `endOfSignature`. */
  readonly expiresAt: Date;
}

/** Creates presigned URLs of one bucket. */
export type Presigner = (request: PresignRequest) => Promise<Presigned>;

/**
 * Signs in the query: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * The URLs equal those of the SDK's `getSignedUrl`, whose signer takes about three times as long, mostly for copying the
 * request and hashing the credentials each time.
 */
export async function createPresigner(options: SignerOptions): Promise<Presigner> {
  const { origin, host, pathname } = await resolveBucketUrl(options);
  const root = pathname.replace(/\/$/, '');
  const { credentials, region } = options.s3.config;
  const findKey = createSigningKeys(await region());
  return async (request) => {
    const identity = await credentials();
    const date = toAmzDate(request.signedAt);
    const path = `${root}/${encodeKey(request.key)}`;
    const query = signQuery({
      ...request,
      path,
      host,
      date,
      signingKey: findKey(identity, date.slice(0, 8)),
    });
    return { url: `${origin}${path}?${query}`, expiresAt: endOfSignature(request, identity) };
  };
}

interface Signing extends PresignRequest {
  readonly path: string;
  readonly host: string;
  readonly date: string;
  readonly signingKey: SigningKey;
}

/** The signed query, with the parameters in signing order. */
function signQuery({ method, headers, query, expiresIn, path, host, date, signingKey }: Signing): string {
  const signed: Record<string, string> = { host, ...headers };
  const names = Object.keys(signed).sort();
  const own = Object.keys(query).sort();
  const before =
    `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&X-Amz-Credential=${signingKey.credential}` +
    `&X-Amz-Date=${date}&X-Amz-Expires=${expiresIn}` +
    (signingKey.token === undefined ? '' : `&X-Amz-Security-Token=${signingKey.token}`);
  const after = [
    `X-Amz-SignedHeaders=${names.join('%3B')}`,
    ...own.map((name) => `${encodeUri(name)}=${encodeUri(query[name] ?? '')}`),
  ].join('&');
  const lines = names.map((name) => `${name}:${oneLine(signed[name] ?? '')}\n`).join('');
  const canonical = `${method}\n${path}\n${before}&${after}\n${lines}\n${names.join(';')}\nUNSIGNED-PAYLOAD`;
  const signature = signingKey.sign(
    `AWS4-HMAC-SHA256\n${date}\n${signingKey.scope}\n${hash('sha256', canonical)}`,
  );
  return `${before}&X-Amz-Signature=${signature}&${after}`;
}

/** The canonical value of a header. */
function oneLine(value: string): string {
  if (!/[\t\n\r ]/.test(value)) return value;
  return value
    .replace(/[\r\n]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
}
