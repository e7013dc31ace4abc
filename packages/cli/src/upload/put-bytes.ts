import { ApiError, type PresignedPut } from './api-client.ts';

/** A URL that ends so soon is not begun with. Milliseconds. */
const expiryMarginMs = 30_000;

/** How S3 answered. `exists`: an earlier request has stored the object, and its answer was lost. */
export type PutResult = { readonly etag: string } | 'exists' | 'expired';

/** Sends bytes to a presigned URL. @throws ApiError, or TypeError when the network fails. */
export async function putBytes(
  { url, headers, expiresAt }: PresignedPut,
  body: Blob,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<PutResult> {
  if (Date.parse(expiresAt) - expiryMarginMs < now()) return 'expired';
  const answer = await fetch(url, { method: 'PUT', headers, body, signal });
  const text = await answer.text();
  if (answer.ok) return { etag: answer.headers.get('etag') ?? '' };
  if (answer.status === 412) return 'exists';
  if (answer.status === 403) return 'expired';
  const [, code] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
  throw new ApiError(answer.status, code ?? `S3 answered ${answer.status}`, answer.headers);
}
