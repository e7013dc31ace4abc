import type { FailureReason } from '@proofsheet/photos';
import { HeicError } from './heic/decode-heic.ts';

const reasons: readonly [message: RegExp, reason: FailureReason][] = [
  [/unsupported image format|blocked|no known loader|not been built in/i, 'unsupported-format'],
  [/exceeds pixel limit|exceeds limit/i, 'too-many-pixels'],
  [
    /premature end|truncated|unexpected end|end of (file|stream|data)|not enough data|end-of-file/i,
    'truncated',
  ],
];

/** Maps an error of sharp to a failure reason by its message, since sharp has no error codes. */
export function failureOf(error: unknown): FailureReason {
  if (error instanceof HeicError) return error.reason;
  const message = error instanceof Error ? error.message : String(error);
  return reasons.find(([pattern]) => pattern.test(message))?.[1] ?? 'corrupt';
}
