import { encodeUriPath } from '../../http/encode-uri.ts';
import { answerXml } from '../answer.ts';
import { invalidArgument, notImplemented } from '../s3-errors.ts';
import type { S3Operation } from '../s3-services.ts';
import { collectPage } from './collect-page.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjects: S3Operation = (exchange, services) => {
  const { query } = exchange;
  if (query.get('list-type') !== '2') throw notImplemented('ListObjects (version 1)');
  const { objects, name } = services.buckets.get(exchange.bucketName);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startAfter = query.get('start-after') ?? '';
  const maxKeys = readMaxKeys(query.get('max-keys'));
  const token = query.get('continuation-token');
  const after = token === null ? { key: startAfter } : readToken(token);
  const page = collectPage(objects, { prefix, delimiter, after, maxKeys });

  const encode = query.get('encoding-type') === 'url' ? encodeUriPath : (text: string) => text;
  answerXml(exchange, 'ListBucketResult', {
    Name: name,
    Prefix: encode(prefix),
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(startAfter && { StartAfter: encode(startAfter) }),
    ...(query.has('encoding-type') && { EncodingType: 'url' }),
    MaxKeys: maxKeys,
    KeyCount: page.records.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    ...(token !== null && { ContinuationToken: token }),
    ...(page.next && { NextContinuationToken: Buffer.from(JSON.stringify(page.next)).toString('base64url') }),
    Contents: page.records.map(({ key, lastModified, etag, size }) => ({
      Key: encode(key),
      LastModified: lastModified,
      ETag: etag,
      Size: size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
};

function readMaxKeys(text: string | null): number {
  if (text === null) return 1000;
  if (!/^\d{1,9}$/.test(text)) throw invalidArgument('Provided max-keys not an integer', 'max-keys', text);
  return Math.min(Number(text), 1000);
}

function readToken(token: string): { key: string; skipPrefix?: string } {
  try {
    const { key, skipPrefix } = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof key === 'string') return { key, ...(typeof skipPrefix === 'string' && { skipPrefix }) };
  } catch {}
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}
