import type { Identity } from './signing-key.ts';

/** A time as SigV4 writes it: `20260301T100000Z`. */
export const toAmzDate = rememberLast((time) => time.toISOString().replace(/[-:]|\.\d+/g, ''), 1000);

/** A time as JSON has it. */
export const toIsoTime = rememberLast((time) => time.toISOString(), 1);

interface SignatureTime {
  readonly signedAt: Date;
  /** Seconds. */
  readonly expiresIn: number;
}

/** When what was signed ends: sooner than asked for if the credentials that signed it end before. */
export function endOfSignature({ signedAt, expiresIn }: SignatureTime, { expiration }: Identity): Date {
  // S3 counts from whole seconds.
  const end = (Math.floor(signedAt.getTime() / 1000) + expiresIn) * 1000;
  return new Date(Math.min(end, expiration?.getTime() ?? end));
}

/** Writes a time, but not the same twice in a row: times are the same within `stepMs` milliseconds. */
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
