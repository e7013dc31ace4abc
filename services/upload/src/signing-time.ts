import type { Identity } from './signing-key.ts';

/** A time as SigV4 writes it: `20260301T100000Z`. */
export function toAmzDate(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

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
