import type { ObjectRecord } from '../object-record.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';

const OVERRIDES: Readonly<Record<string, string>> = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
  'response-cache-control': 'cache-control',
  'response-content-encoding': 'content-encoding',
  'response-content-language': 'content-language',
  'response-expires': 'expires',
};

/** The headers of a read, but for length and range. The query may override some, since reads here are always signed. */
export function objectHeaders(exchange: S3Exchange, record: ObjectRecord): Record<string, string> {
  const { headers, metadata } = record.attributes;
  return {
    ...headers,
    ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ...readOverrides(exchange.query),
    etag: record.etag,
    'last-modified': new Date(record.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

/** Only where the client asks for them, and only of the whole object. */
export function checksumHeaders(
  exchange: S3Exchange,
  record: ObjectRecord,
): Readonly<Record<string, string>> {
  const { checksums } = record.attributes;
  if (headerOf(exchange, 'x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED') return {};
  return Object.keys(checksums).length > 0 ? { ...checksums, 'x-amz-checksum-type': 'FULL_OBJECT' } : {};
}

function readOverrides(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(OVERRIDES).flatMap(([parameter, header]) => {
      const value = query.get(parameter);
      return value === null ? [] : [[header, value] as const];
    }),
  );
}
