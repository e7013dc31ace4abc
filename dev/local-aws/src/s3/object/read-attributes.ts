import { AwsError } from '../../aws-error.ts';
import type { ObjectAttributes } from '../object-record.ts';

const KEPT = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const META = 'x-amz-meta-';
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
const METADATA_BYTES = 2048;

/**
 * Picks what S3 keeps of the headers (or form fields, in lower case) of an upload.
 * @throws MetadataTooLarge (400) above 2 KB of user metadata.
 */
export function readAttributes(
  fields: Readonly<Record<string, string | string[] | undefined>>,
  checksums: Readonly<Record<string, string>> = {},
): ObjectAttributes {
  const entries = Object.entries(fields).map(([name, value]) => [name, String(value ?? '')] as const);
  const headers = Object.fromEntries(entries.filter(([name]) => KEPT.includes(name)));
  const metadata = Object.fromEntries(
    entries
      .filter(([name]) => name.startsWith(META))
      .map(([name, value]) => [name.slice(META.length), value]),
  );
  checkSize(metadata);
  return { headers: keepOwnEncoding(headers), metadata, checksums };
}

function checkSize(metadata: Readonly<Record<string, string>>): void {
  const size = Buffer.byteLength(Object.entries(metadata).flat().join(''));
  if (size <= METADATA_BYTES) return;
  throw new AwsError(
    'MetadataTooLarge',
    400,
    'Your metadata headers exceed the maximum allowed metadata size',
    {
      Size: String(size),
      MaxSizeAllowed: String(METADATA_BYTES),
    },
  );
}

// `aws-chunked` describes the transfer, not the object.
function keepOwnEncoding(headers: Record<string, string>): Record<string, string> {
  const { 'content-encoding': encoding, ...others } = headers;
  const own = (encoding ?? '').split(',').filter((name) => name.trim() && name.trim() !== 'aws-chunked');
  const type = { 'content-type': others['content-type'] || 'binary/octet-stream' };
  return { ...others, ...type, ...(own.length > 0 && { 'content-encoding': own.join(',').trim() }) };
}
