import { AwsError } from '../../aws-error.ts';
import { readBody } from '../../http/read-body.ts';
import { childrenOf, malformedXml, parseXml } from '../../http/xml.ts';
import { answerEmpty } from '../answer.ts';
import { openVerifiedBody } from '../body/verified-body.ts';
import type { S3Operation } from '../s3-services.ts';

// Configurations that are stored and returned as they are, and have no effect: objects here never expire and have one
// version.

interface DocumentKind {
  /** Root element. */
  readonly root: string;
  /** Code and text of the error (404) for a bucket without one. */
  readonly absent: readonly [code: string, message: string];
}

/** Longest document, in bytes. */
const maxBytes = 1024 ** 2;

const kinds = {
  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
  lifecycle: {
    root: 'LifecycleConfiguration',
    absent: ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'],
  },
  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
  publicAccessBlock: {
    root: 'PublicAccessBlockConfiguration',
    absent: ['NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'],
  },
  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
  encryption: {
    root: 'ServerSideEncryptionConfiguration',
    absent: [
      'ServerSideEncryptionConfigurationNotFoundError',
      'The server side encryption configuration was not found',
    ],
  },
} as const satisfies Record<string, DocumentKind>;

function operationsOf(name: keyof typeof kinds) {
  const { root, absent } = kinds[name];
  const put: S3Operation = async (exchange, { buckets }) => {
    const bucket = buckets.get(exchange.bucketName);
    const text = (await readBody(openVerifiedBody(exchange).chunks, maxBytes)).toString();
    if (childrenOf(parseXml(text), root).length === 0) throw malformedXml();
    buckets.changeSettings(bucket, { documents: { ...bucket.settings.documents, [name]: text } });
    answerEmpty(exchange, 200);
  };
  const get: S3Operation = ({ bucketName, response }, { buckets }) => {
    const text = buckets.get(bucketName).settings.documents?.[name];
    if (text === undefined) throw new AwsError(absent[0], 404, absent[1]);
    response.setHeader('content-type', 'application/xml');
    response.setHeader('content-length', Buffer.byteLength(text));
    response.end(text);
  };
  const remove: S3Operation = (exchange, { buckets }) => {
    const bucket = buckets.get(exchange.bucketName);
    const { [name]: _, ...documents } = bucket.settings.documents ?? {};
    buckets.changeSettings(bucket, { documents });
    answerEmpty(exchange, 204);
  };
  return { put, get, remove };
}

export const lifecycle = operationsOf('lifecycle');
export const publicAccessBlock = operationsOf('publicAccessBlock');
export const encryption = operationsOf('encryption');
