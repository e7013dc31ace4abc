import { answerXml } from '../answer.ts';
import type { S3Operation } from '../s3-services.ts';
import { collectPage } from './collect-page.ts';
import { describeRecord, owner, readListQuery, readMarker } from './list-query.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html: each object has one version, `null`. */
export const listObjectVersions: S3Operation = (exchange, services) => {
  const { query } = exchange;
  const { objects, name } = services.buckets.get(exchange.bucketName);
  const { prefix, delimiter, maxKeys, encode, encoding } = readListQuery(query);
  const marker = query.get('key-marker') ?? '';
  const page = collectPage(objects, {
    prefix,
    delimiter,
    after: readMarker(marker, prefix, delimiter),
    maxKeys,
  });
  answerXml(exchange, 'ListVersionsResult', {
    Name: name,
    Prefix: encode(prefix),
    KeyMarker: encode(marker),
    VersionIdMarker: query.get('version-id-marker') ?? '',
    ...(delimiter && { Delimiter: encode(delimiter) }),
    ...encoding,
    MaxKeys: maxKeys,
    IsTruncated: page.next !== undefined,
    ...(page.next && {
      NextKeyMarker: encode(page.next.skipPrefix ?? page.next.key),
      NextVersionIdMarker: 'null',
    }),
    Version: page.records.map((record) => ({
      ...describeRecord(record, encode),
      VersionId: 'null',
      IsLatest: true,
      Owner: owner,
    })),
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
};
