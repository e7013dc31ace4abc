import { toAwsError } from '../../aws-error.ts';
import { readBody } from '../../http/read-body.ts';
import { childrenOf, malformedXml, parseXml, textOf, type XmlNode } from '../../http/xml.ts';
import { answerXml } from '../answer.ts';
import { openVerifiedBody } from '../body/verified-body.ts';
import { invalidRequest } from '../s3-errors.ts';
import type { S3Operation } from '../s3-services.ts';
import { removeObject } from './delete-object.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
const MOST_KEYS = 1000;
const BODY_BYTES = 2 * 1024 ** 2;

/** Deletes up to 1,000 objects. An error of one does not affect the others. */
export const deleteObjects: S3Operation = async (exchange, services) => {
  const bucket = services.buckets.get(exchange.bucketName);
  const body = openVerifiedBody(exchange);
  const document = parseXml((await readBody(body.chunks, BODY_BYTES)).toString());
  if (Object.keys(body.checksums()).length === 0 && !exchange.request.headers['content-md5']) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const [root] = childrenOf(document, 'Delete');
  const quiet = textOf(root, 'Quiet') === 'true';
  const targets = childrenOf(root, 'Object').map(readTarget);
  if (targets.length === 0 || targets.length > MOST_KEYS) throw malformedXml();

  const Deleted: object[] = [];
  const Errors: object[] = [];
  for (const { key, etag } of targets) {
    try {
      removeObject(exchange, services, bucket, key, etag === undefined ? {} : { ifMatch: etag });
      if (!quiet) Deleted.push({ Key: key });
    } catch (error) {
      const { code, message } = toAwsError(error);
      Errors.push({ Key: key, Code: code, Message: message });
    }
  }
  answerXml(exchange, 'DeleteResult', { Deleted, Error: Errors });
};

function readTarget(node: XmlNode): { key: string; etag: string | undefined } {
  const key = textOf(node, 'Key');
  if (!key) throw malformedXml();
  return { key, etag: textOf(node, 'ETag') };
}
