import { Type } from 'typebox';

/** An answer that has no body. */
export function emptyAnswer(description: string) {
  return Type.Unsafe<undefined>({ type: 'null', description });
}

/** An answer that leads to S3. */
export function redirectAnswer(to: string) {
  return emptyAnswer(`Location is a URL of ${to} that lives for minutes: a secret`);
}
