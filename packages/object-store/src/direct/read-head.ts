import type { ObjectHead } from '../object-store.ts';
import type { HttpHead } from './http-head.ts';

const metadataPrefix = 'x-amz-meta-';

/** What the answer to a GET or HEAD says of the object; undefined unless it is 200 with all that S3 always sends. */
export function readHead({ status, headers }: HttpHead): ObjectHead | undefined {
  const { etag, 'content-length': length, 'last-modified': modified, 'content-type': contentType } = headers;
  if (status !== 200 || !etag || !length || !/^\d+$/.test(length) || !modified) return undefined;
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(metadataPrefix)) metadata[name.slice(metadataPrefix.length)] = value;
  }
  return { etag, size: Number(length), lastModified: new Date(modified), contentType, metadata };
}
