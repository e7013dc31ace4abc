import { decodePath } from '../../http/request-target.ts';
import type { ObjectRecord } from '../object-record.ts';
import { invalidArgument, noSuchKey, preconditionFailed } from '../s3-errors.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';
import type { S3Services } from '../s3-services.ts';
import { matchesEtag } from './write-condition.ts';

/**
 * The object that `x-amz-copy-source` names, percent-encoded, as `bucket/key`.
 * @throws InvalidArgument (400), NoSuchBucket, NoSuchKey (404), PreconditionFailed (412).
 */
export function findCopySource(exchange: S3Exchange, { buckets }: S3Services): ObjectRecord {
  const text = headerOf(exchange, 'x-amz-copy-source') ?? '';
  const [, bucketName, key] = /^\/?([^/]+)\/(.+)$/.exec(decodePath(text)) ?? [];
  if (!bucketName || !key) throw invalidArgument('Invalid copy source', 'x-amz-copy-source', text);
  const record = buckets.get(bucketName).objects.get(key);
  if (!record) throw noSuchKey(key);
  const wanted = headerOf(exchange, 'x-amz-copy-source-if-match');
  if (wanted !== undefined && !matchesEtag(wanted, record.etag)) {
    throw preconditionFailed('x-amz-copy-source-if-match');
  }
  return record;
}
