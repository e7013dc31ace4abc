import type { ObjectRecord } from '../object-record.ts';
import { noSuchKey, notImplemented, preconditionFailed } from '../s3-errors.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';

/** How the object must be for a write or a delete to take place. */
export interface WriteCondition {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
export function readWriteCondition(exchange: S3Exchange): WriteCondition {
  const ifMatch = headerOf(exchange, 'if-match');
  const ifNoneMatch = headerOf(exchange, 'if-none-match');
  // S3 supports no other value on writes.
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match with an ETag');
  return { ...(ifMatch !== undefined && { ifMatch }), ...(ifNoneMatch !== undefined && { ifNoneMatch }) };
}

/**
 * Whether the object, or its absence, is as the condition says.
 * An absent object fails `If-Match` with 404, `*` included: so S3 was measured to do, on writes and on deletes.
 * @throws PreconditionFailed (412), NoSuchKey (404).
 */
export function checkWriteCondition(
  condition: WriteCondition,
  key: string,
  current: ObjectRecord | undefined,
): void {
  if (condition.ifNoneMatch !== undefined && current) throw preconditionFailed('If-None-Match');
  if (condition.ifMatch === undefined) return;
  if (!current) throw noSuchKey(key);
  if (!matchesEtag(condition.ifMatch, current.etag)) throw preconditionFailed('If-Match');
}

/** Whether a list such as `"a", "b"` or `*` names the ETag; quotes may be missing. */
export function matchesEtag(list: string, etag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, '').replaceAll('"', '');
  return list.split(',').some((one) => one.trim() === '*' || bare(one) === bare(etag));
}
