import { answerEmpty, answerXml } from '../answer.ts';
import type { S3Operation } from '../s3-services.ts';
import { findUpload } from './find-upload.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: S3Operation = (exchange, { buckets }) => {
  const bucket = buckets.get(exchange.bucketName);
  const upload = findUpload(exchange, bucket);
  const after = Number(exchange.query.get('part-number-marker') ?? 0);
  const most = Math.min(Number(exchange.query.get('max-parts') ?? 1000), 1000);
  const parts = [...upload.parts.values()].filter(({ number }) => number > after);
  parts.sort((a, b) => a.number - b.number);
  const page = parts.slice(0, most);
  const truncated = parts.length > page.length;
  answerXml(exchange, 'ListPartsResult', {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: after,
    ...(truncated && { NextPartNumberMarker: page.at(-1)?.number }),
    MaxParts: most,
    IsTruncated: truncated,
    Part: page.map(({ number, size, md5, lastModified }) => ({
      PartNumber: number,
      LastModified: lastModified,
      ETag: `"${md5}"`,
      Size: size,
    })),
  });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortUpload: S3Operation = (exchange, { buckets }) => {
  const bucket = buckets.get(exchange.bucketName);
  const upload = findUpload(exchange, bucket);
  bucket.uploads.delete(upload.id);
  for (const { blobId } of upload.parts.values()) buckets.blobs.remove(blobId);
  answerEmpty(exchange, 204);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html; all on one page. */
export const listUploads: S3Operation = (exchange, { buckets }) => {
  const bucket = buckets.get(exchange.bucketName);
  const prefix = exchange.query.get('prefix') ?? '';
  const uploads = [...bucket.uploads.values()].filter(({ key }) => key.startsWith(prefix));
  answerXml(exchange, 'ListMultipartUploadsResult', {
    Bucket: bucket.name,
    Prefix: prefix,
    IsTruncated: false,
    Upload: uploads.map(({ id, key, startedAt }) => ({ Key: key, UploadId: id, Initiated: startedAt })),
  });
};
