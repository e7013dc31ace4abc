import { AwsError } from '../../aws-error.ts';
import type { ObjectRecord } from '../object-record.ts';
import { preconditionFailed } from '../s3-errors.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';
import { matchesEtag } from './write-condition.ts';

/**
 * ETags go before dates: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @throws NotModified (304), PreconditionFailed (412).
 */
export function checkReadCondition(exchange: S3Exchange, { etag, lastModified }: ObjectRecord): void {
  const ifMatch = headerOf(exchange, 'if-match');
  const ifNoneMatch = headerOf(exchange, 'if-none-match');
  const changedAt = Date.parse(lastModified);
  if (ifMatch !== undefined) {
    if (!matchesEtag(ifMatch, etag)) throw preconditionFailed('If-Match');
  } else if (changedAt > dateOf(exchange, 'if-unmodified-since')) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) {
    if (matchesEtag(ifNoneMatch, etag)) throw notModified();
  } else if (changedAt <= dateOf(exchange, 'if-modified-since')) {
    throw notModified();
  }
}

// Without a date the value is NaN, and comparisons are false.
function dateOf(exchange: S3Exchange, header: string): number {
  return Date.parse(headerOf(exchange, header) ?? '');
}

function notModified(): AwsError {
  return new AwsError('NotModified', 304, 'Not Modified');
}
