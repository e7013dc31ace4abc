import type { ObjectHead } from '../object-store.ts';
import type { HttpHead } from './http-head.ts';

const metadataPrefix = 'x-amz-meta-';

/** The object's head from a GET or HEAD response, or undefined unless it is a 200 with all headers that S3 always sends. */
export function readHead({ status, headers }: HttpHead): ObjectHead | undefined {
  const { etag, 'content-length': length, 'last-modified': modified, 'content-type': contentType } = headers;
  if (status !== 200 || !etag || !length || !/^\d+$/.test(length) || !modified) return undefined;
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(metadataPrefix)) metadata[name.slice(metadataPrefix.length)] = value;
  }
  return { etag, size: Number(length), lastModified: new Date(modified), contentType, metadata };
}
