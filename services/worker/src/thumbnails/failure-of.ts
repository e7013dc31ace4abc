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

/** The reason that an error of sharp stands for: its messages are the decoders' own, it has no codes for them. */
export function failureOf(error: unknown): FailureReason {
  if (error instanceof HeicError) return error.reason;
  const message = error instanceof Error ? error.message : String(error);
  return reasons.find(([pattern]) => pattern.test(message))?.[1] ?? 'corrupt';
}
