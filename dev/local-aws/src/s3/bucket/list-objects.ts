import { answerXml } from '../answer.ts';
import { invalidArgument } from '../s3-errors.ts';
import type { S3Operation } from '../s3-services.ts';
import { collectPage, type PageEnd } from './collect-page.ts';
import { describeRecord, owner, readListQuery, readMarker } from './list-query.ts';

/** Both versions of the call, by `list-type`. */
export const listObjects: S3Operation = (exchange, services) =>
  exchange.query.get('list-type') === '2'
    ? listVersion2(exchange, services)
    : listVersion1(exchange, services);

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const listVersion2: S3Operation = (exchange, services) => {
  const { query } = exchange;
  const { objects, name } = services.buckets.get(exchange.bucketName);
  const { prefix, delimiter, maxKeys, encode, encoding } = readListQuery(query);
  const startAfter = query.get('start-after') ?? '';
  const token = query.get('continuation-token');
  const after = token === null ? { key: startAfter } : readToken(token);
  const page = collectPage(objects, { prefix, delimiter, after, maxKeys });
  answerXml(exchange, 'ListBucketResult', {
    Name: name,
    Prefix: encode(prefix),
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...(startAfter && { StartAfter: encode(startAfter) }),
    ...encoding,
    MaxKeys: maxKeys,
    KeyCount: page.records.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    ...(token !== null && { ContinuationToken: token }),
    ...(page.next && { NextContinuationToken: Buffer.from(JSON.stringify(page.next)).toString('base64url') }),
    Contents: page.records.map((record) => describeRecord(record, encode)),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html: what s3cmd and older clients call. */
const listVersion1: S3Operation = (exchange, services) => {
  const { query } = exchange;
  const { objects, name } = services.buckets.get(exchange.bucketName);
  const { prefix, delimiter, maxKeys, encode, encoding } = readListQuery(query);
  const marker = query.get('marker') ?? '';
  const page = collectPage(objects, {
    prefix,
    delimiter,
    after: readMarker(marker, prefix, delimiter),
    maxKeys,
  });
  answerXml(exchange, 'ListBucketResult', {
    Name: name,
    Prefix: encode(prefix),
    Marker: encode(marker),
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...encoding,
    MaxKeys: maxKeys,
    IsTruncated: page.next !== undefined,
    // Without a delimiter clients go on behind the last key.
    ...(page.next && delimiter && { NextMarker: encode(page.next.skipPrefix ?? page.next.key) }),
    Contents: page.records.map((record) => ({ ...describeRecord(record, encode), Owner: owner })),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
};

function readToken(token: string): PageEnd {
  try {
    const { key, skipPrefix } = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (typeof key === 'string') return { key, ...(typeof skipPrefix === 'string' && { skipPrefix }) };
  } catch {}
  throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
}
