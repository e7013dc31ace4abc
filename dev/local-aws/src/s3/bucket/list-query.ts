import { encodeUriPath } from '../../http/encode-uri.ts';
import type { ObjectRecord } from '../object-record.ts';
import { invalidArgument } from '../s3-errors.ts';
import type { PageEnd } from './collect-page.ts';

/** The one account's owner of everything. */
export const owner = { ID: 'local', DisplayName: 'local' };

/** The query parameters that all listings of objects share. @throws InvalidArgument (400). */
export function readListQuery(query: URLSearchParams) {
  const encodes = query.get('encoding-type') === 'url';
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: readMaxKeys(query.get('max-keys')),
    encode: encodes ? encodeUriPath : (text: string) => text,
    encoding: encodes ? { EncodingType: 'url' } : {},
  };
}

/** An object as listings show it. */
export function describeRecord(
  { key, lastModified, etag, size }: ObjectRecord,
  encode: (text: string) => string,
) {
  return { Key: encode(key), LastModified: lastModified, ETag: etag, Size: size, StorageClass: 'STANDARD' };
}

/** Where a page starts. A marker may be a key or, as a page's end gives it, a common prefix that was listed already. */
export function readMarker(marker: string, prefix: string, delimiter: string): PageEnd {
  const isPrefix = delimiter !== '' && marker.length > prefix.length && marker.endsWith(delimiter);
  return isPrefix ? { key: marker, skipPrefix: marker } : { key: marker };
}

function readMaxKeys(text: string | null): number {
  if (text === null) return 1000;
  if (!/^\d{1,9}$/.test(text)) throw invalidArgument('Provided max-keys not an integer', 'max-keys', text);
  return Math.min(Number(text), 1000);
}
