import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { encodeUri } from '@proofsheet/object-store';

/** The signing credentials, as the SDK's providers return them. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** When they expire, if they do. */
  readonly expiration?: Date | undefined;
}

/** The signing key of one day. */
export interface SigningKey {
  readonly scope: string;
  /** Access key and scope, encoded for a query. */
  readonly credential: string;
  readonly token: string | undefined;
  /** The signature of a text, in hex. */
  sign(text: string): string;
}

/**
 * Derives the keys that sign S3 requests on a day (`YYYYMMDD`). The last one is cached: deriving takes longer than
 * signing. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function createSigningKeys(region: string): (identity: Identity, day: string) => SigningKey {
  let last: { identity: Identity; day: string; key: SigningKey } | undefined;
  return (identity, day) => {
    if (last && last.day === day && isSame(last.identity, identity)) return last.key;
    const key = deriveKey(identity, day, region);
    last = { identity, day, key };
    return key;
  };
}

function isSame(a: Identity, b: Identity): boolean {
  return (
    a.accessKeyId === b.accessKeyId &&
    a.secretAccessKey === b.secretAccessKey &&
    a.sessionToken === b.sessionToken
  );
}

function deriveKey(identity: Identity, day: string, region: string): SigningKey {
  const { accessKeyId, secretAccessKey, sessionToken } = identity;
  const parts = [day, region, 's3', 'aws4_request'];
  const secret = parts.reduce<KeyObject>(
    (key, part) => createSecretKey(createHmac('sha256', key).update(part).digest()),
    createSecretKey(`AWS4${secretAccessKey}`, 'utf8'),
  );
  const scope = parts.join('/');
  return {
    scope,
    credential: encodeUri(`${accessKeyId}/${scope}`),
    token: sessionToken === undefined ? undefined : encodeUri(sessionToken),
    sign: (text) => createHmac('sha256', secret).update(text).digest('hex'),
  };
}

/** A time in the format of SigV4: `20260301T100000Z`. */
export const toAmzDate = rememberLast((time) => time.toISOString().replace(/[-:]|\.\d+/g, ''), 1000);

/** A time in ISO 8601. */
export const toIsoTime = rememberLast((time) => time.toISOString(), 1);

interface SignatureTime {
  readonly signedAt: Date;
  /** Seconds. */
  readonly expiresIn: number;
}

/** When a signature expires: earlier than requested if the credentials expire earlier. */
export function endOfSignature({ signedAt, expiresIn }: SignatureTime, { expiration }: Identity): Date {
  // S3 counts in whole seconds.
  const end = (Math.floor(signedAt.getTime() / 1000) + expiresIn) * 1000;
  return new Date(Math.min(end, expiration?.getTime() ?? end));
}

/** Caches the last formatted time: times within the same `stepMs` milliseconds have the same text. */
function rememberLast(write: (time: Date) => string, stepMs: number): (time: Date) => string {
  let step: number | undefined;
  let text = '';
  return (time) => {
    const next = Math.floor(time.getTime() / stepMs);
    if (next === step) return text;
    text = write(time);
    step = next;
    return text;
  };
}
