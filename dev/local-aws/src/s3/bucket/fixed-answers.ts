import { AwsError } from '../../aws-error.ts';
import { answerXml } from '../answer.ts';
import { noSuchKey } from '../s3-errors.ts';
import type { S3Operation } from '../s3-services.ts';
import { owner } from './list-query.ts';

// Clients such as s3cmd and rclone ask for these. There are no ACLs, tags or versions here, so the answers never change.

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html, and of a bucket: the owner may do everything. */
export const getAcl: S3Operation = (exchange, services) => {
  checkExistence(exchange, services);
  const Grantee = {
    '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    '@xsi:type': 'CanonicalUser',
    ...owner,
  };
  answerXml(exchange, 'AccessControlPolicy', {
    Owner: owner,
    AccessControlList: { Grant: { Grantee, Permission: 'FULL_CONTROL' } },
  });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html: an object has no tags. */
export const getObjectTagging: S3Operation = (exchange, services) => {
  checkExistence(exchange, services);
  answerXml(exchange, 'Tagging', { TagSet: '' });
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html @throws NoSuchTagSet (404). */
export const getBucketTagging: S3Operation = (exchange, services) => {
  checkExistence(exchange, services);
  throw new AwsError('NoSuchTagSet', 404, 'The TagSet does not exist');
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html: versioning was never enabled. */
export const getVersioning: S3Operation = (exchange, services) => {
  checkExistence(exchange, services);
  answerXml(exchange, 'VersioningConfiguration', {});
};

const checkExistence: S3Operation = ({ bucketName, key }, { buckets }) => {
  const { objects } = buckets.get(bucketName);
  if (key !== '' && !objects.get(key)) throw noSuchKey(key);
};
