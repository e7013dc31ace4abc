import type { Identity } from './signing-key.ts';

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
