import { AwsError } from '../../aws-error.ts';
import { answerEmpty, answerXml } from '../answer.ts';
import { createDigests } from '../body/digests.ts';
import type { Bucket } from '../bucket.ts';
import { checkKey } from '../object/check-key.ts';
import { commitObject } from '../object/commit-object.ts';
import { readAttributes } from '../object/read-attributes.ts';
import type { ObjectRecord } from '../object-record.ts';
import { headerOf, type S3Exchange } from '../s3-exchange.ts';
import type { S3Operation, S3Services } from '../s3-services.ts';
import { checkPolicy, type SizeRange } from './check-policy.ts';
import { readPolicyClaim } from './read-policy-claim.ts';
import { type PostedForm, readPostedForm } from './read-posted-form.ts';

/** Whether a browser sends a form; its signature is in its fields. */
export function isPostedForm(exchange: S3Exchange): boolean {
  const { method, bucketName, key } = exchange;
  const type = headerOf(exchange, 'content-type') ?? '';
  return method === 'POST' && bucketName !== '' && key === '' && type.startsWith('multipart/form-data');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html; without redirects. */
export const postObject: S3Operation = async (exchange, services) => {
  const bucket = services.buckets.get(exchange.bucketName);
  const form = await readPostedForm(exchange.request);
  try {
    const range = await authorize(form, bucket, services);
    answer(exchange, form, await store(exchange, services, bucket, form, range));
  } finally {
    // The client reads the response only after it has sent the rest of the file.
    form.file.resume();
  }
};

async function authorize({ fields }: PostedForm, bucket: Bucket, services: S3Services): Promise<SizeRange> {
  const policy = fields.policy ?? '';
  await services.verifier.verifyText(policy, readPolicyClaim(fields));
  return checkPolicy(policy, { ...fields, bucket: bucket.name }, new Date());
}

async function store(
  exchange: S3Exchange,
  services: S3Services,
  bucket: Bucket,
  { fields, file }: PostedForm,
  range: SizeRange,
): Promise<ObjectRecord> {
  const key = fields.key ?? '';
  checkKey(key);
  const attributes = readAttributes(fields);
  const digests = createDigests(['md5']);
  const blobId = await services.buckets.blobs.write(
    (async function* () {
      for await (const chunk of digests.measure(file.iterator({ destroyOnReturn: false }))) {
        if (digests.size > range.most) throw outside('EntityTooLarge', digests.size, range);
        yield chunk;
      }
      if (digests.size < range.least) throw outside('EntityTooSmall', digests.size, range);
    })(),
  );
  const version = { bucket, key, blobId, size: digests.size, etag: digests.digest('md5', 'hex'), attributes };
  return commitObject(exchange, services, version, {}, 'ObjectCreated:Post');
}

function outside(
  code: 'EntityTooLarge' | 'EntityTooSmall',
  size: number,
  { least, most }: SizeRange,
): AwsError {
  const compared = code === 'EntityTooLarge' ? 'exceeds the maximum' : 'is smaller than the minimum';
  return new AwsError(code, 400, `Your proposed upload ${compared} allowed size`, {
    ProposedSize: String(size),
    MinSizeAllowed: String(least),
    MaxSizeAllowed: String(most),
  });
}

function answer(exchange: S3Exchange, { fields }: PostedForm, { bucket, key, etag }: ObjectRecord): void {
  const location = `http://${exchange.request.headers.host}/${bucket}/${encodeURIComponent(key)}`;
  const headers = { etag, location };
  const status = fields.success_action_status;
  if (status !== '201') {
    answerEmpty(exchange, status === '200' ? 200 : 204, headers);
    return;
  }
  exchange.response.statusCode = 201;
  for (const [name, value] of Object.entries(headers)) exchange.response.setHeader(name, value);
  answerXml(exchange, 'PostResponse', { Location: location, Bucket: bucket, Key: key, ETag: etag });
}
