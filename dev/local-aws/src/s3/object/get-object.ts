import { pipeline } from 'node:stream/promises';
import { noSuchKey } from '../s3-errors.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';
import type { S3Operation, S3Services } from '../s3-services.ts';
import { checksumHeaders, objectHeaders } from './object-headers.ts';
import { checkReadCondition } from './read-condition.ts';
import { readRange } from './read-range.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Operation = async (exchange, services) => {
  const { id, range } = answerHead(exchange, services);
  // Opened in the same turn as the lookup, so all of the body is of one version.
  await pipeline(services.buckets.blobs.read(id, range), exchange.response);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation = (exchange, services) => {
  answerHead(exchange, services);
  exchange.response.end();
};

function answerHead(exchange: S3Exchange, services: S3Services) {
  const record = services.buckets.get(exchange.bucketName).objects.get(exchange.key);
  if (!record) throw noSuchKey(exchange.key);
  checkReadCondition(exchange, record);
  const { id, size } = record;
  const range = readRange(headerOf(exchange, 'range'), size);
  const common = objectHeaders(exchange, record);
  if (range) {
    const { start, end } = range;
    const part = { 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': end - start + 1 };
    exchange.response.writeHead(206, { ...common, ...part });
  } else {
    exchange.response.writeHead(200, {
      ...common,
      ...checksumHeaders(exchange, record),
      'content-length': size,
    });
  }
  return { id, range };
}
