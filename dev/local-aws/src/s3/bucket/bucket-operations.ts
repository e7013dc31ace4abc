import { AwsError } from '../../aws-error.ts';
import { answerEmpty, answerXml } from '../answer.ts';
import type { S3Operation } from '../s3-services.ts';
import { owner } from './list-query.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html; the region in its body is ignored. */
export const createBucket: S3Operation = (exchange, { buckets, region }) => {
  const { bucketName } = exchange;
  checkBucketName(bucketName);
  exchange.request.resume();
  if (!buckets.find(bucketName)) buckets.create(bucketName);
  // As S3 does: in us-east-1, for reasons of age, creating one's own bucket again succeeds.
  else if (region !== 'us-east-1') throw alreadyOwned(bucketName);
  answerEmpty(exchange, 200, { location: `/${bucketName}` });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: S3Operation = (exchange, { buckets, region }) => {
  buckets.get(exchange.bucketName);
  answerEmpty(exchange, 200, { 'x-amz-bucket-region': region });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: S3Operation = (exchange, { buckets }) => {
  const { name, objects } = buckets.get(exchange.bucketName);
  if (objects.size > 0)
    throw new AwsError('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty');
  buckets.remove(name);
  answerEmpty(exchange, 204);
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: S3Operation = (exchange, { buckets }) => {
  const Bucket = buckets.all().map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt }));
  answerXml(exchange, 'ListAllMyBucketsResult', { Owner: owner, Buckets: { Bucket } });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation: S3Operation = (exchange, { buckets, region }) => {
  buckets.get(exchange.bucketName);
  answerXml(exchange, 'LocationConstraint', region === 'us-east-1' ? {} : { '#text': region });
};

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
function checkBucketName(name: string): void {
  if (/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return;
  throw new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName: name });
}

function alreadyOwned(name: string): AwsError {
  const message = 'Your previous request to create the named bucket succeeded and you already own it.';
  return new AwsError('BucketAlreadyOwnedByYou', 409, message, { BucketName: name });
}
