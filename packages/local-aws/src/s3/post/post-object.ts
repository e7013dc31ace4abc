import { notImplemented } from '../s3-errors.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';
import type { S3Operation } from '../s3-services.ts';

/** Whether a browser sends a form; its signature is in its fields. */
export function isPostedForm(exchange: S3Exchange): boolean {
  const { method, bucketName, key } = exchange;
  const type = headerOf(exchange, 'content-type') ?? '';
  return method === 'POST' && bucketName !== '' && key === '' && type.startsWith('multipart/form-data');
}

export const postObject: S3Operation = () => {
  throw notImplemented('POST');
};
