import { createHash } from 'node:crypto';
import { childrenOf, malformedXml, textOf, type XmlNode } from '../../http/xml.ts';
import { answerXml } from '../answer.ts';
import { readXmlBody } from '../bucket/read-xml-body.ts';
import { commitObject } from '../object/commit-object.ts';
import { checkWriteCondition, readWriteCondition } from '../object/write-condition.ts';
import { noSuchUpload, notImplemented } from '../s3-errors.ts';
import type { S3Operation } from '../s3-services.ts';
import { findUpload } from './find-upload.ts';
import type { UploadedPart } from './multipart-upload.ts';
import { pickParts } from './pick-parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeUpload: S3Operation = async (exchange, services) => {
  const { blobs } = services.buckets;
  const bucket = services.buckets.get(exchange.bucketName);
  const upload = findUpload(exchange, bucket);
  const { key, attributes } = upload;
  const condition = readWriteCondition(exchange);
  // Here it is one of the whole object, not of the body.
  if (Object.keys(exchange.request.headers).some((name) => /^x-amz-checksum-(crc|sha)/.test(name))) {
    throw notImplemented('A checksum of the whole object');
  }
  const document = await readXmlBody(exchange, 'CompleteMultipartUpload');
  const parts = pickParts(upload, childrenOf(document, 'Part').map(readPart));
  checkWriteCondition(condition, key, bucket.objects.get(key));

  const blobId = await blobs.concatenate(parts.map((part) => part.blobId));
  if (!bucket.uploads.has(upload.id)) {
    blobs.remove(blobId);
    throw noSuchUpload(upload.id);
  }
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const version = { bucket, key, blobId, size, etag: etagOf(parts), attributes };
  const record = commitObject(
    exchange,
    services,
    version,
    condition,
    'ObjectCreated:CompleteMultipartUpload',
  );
  bucket.uploads.delete(upload.id);
  for (const part of upload.parts.values()) blobs.remove(part.blobId);
  const Location = `http://${exchange.request.headers.host}${exchange.target.path}`;
  answerXml(exchange, 'CompleteMultipartUploadResult', {
    Location,
    Bucket: bucket.name,
    Key: key,
    ETag: record.etag,
  });
};

function readPart(node: XmlNode): { number: number; etag: string } {
  const number = Number(textOf(node, 'PartNumber'));
  const etag = textOf(node, 'ETag');
  if (!Number.isInteger(number) || etag === undefined) throw malformedXml();
  return { number, etag: etag.replaceAll('"', '') };
}

// The MD5 of the parts' MD5s: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
function etagOf(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const { md5 } of parts) hash.update(md5, 'hex');
  return `${hash.digest('hex')}-${parts.length}`;
}
