import { Type } from 'typebox';

/** A response without a body. */
export function emptyAnswer(description: string) {
  return Type.Unsafe<undefined>({ type: 'null', description });
}

/** A redirect to S3. */
export function redirectAnswer(to: string) {
  return emptyAnswer(`Location is a URL of ${to}, valid for minutes. Keep it secret`);
}
