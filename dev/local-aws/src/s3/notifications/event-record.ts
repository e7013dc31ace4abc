import { encodeUriPath } from '../../http/encode-uri.ts';
import type { S3Exchange } from '../s3-exchange.ts';

/** A change of one object. */
export interface ObjectChange {
  /** Without `s3:`. */
  readonly eventName: string;
  readonly key: string;
  /** Bytes; not of a removal. */
  readonly size?: number;
  /** Without quotes; not of a removal. */
  readonly etag?: string;
  readonly sequencer: string;
}

/** Version 2.1 of https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function eventRecord(
  exchange: S3Exchange,
  bucketName: string,
  configurationId: string,
  region: string,
  change: ObjectChange,
): object {
  const { key, size, etag, sequencer, eventName } = change;
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date().toISOString(),
    eventName,
    userIdentity: { principalId: 'AWS:LOCAL' },
    requestParameters: { sourceIPAddress: exchange.request.socket.remoteAddress ?? '127.0.0.1' },
    responseElements: { 'x-amz-request-id': exchange.requestId, 'x-amz-id-2': exchange.hostId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: {
        name: bucketName,
        ownerIdentity: { principalId: 'LOCAL' },
        arn: `arn:aws:s3:::${bucketName}`,
      },
      object: {
        key: encodeUriPath(key).replaceAll('%20', '+'),
        ...(size !== undefined && { size }),
        ...(etag !== undefined && { eTag: etag }),
        sequencer,
      },
    },
  };
}
