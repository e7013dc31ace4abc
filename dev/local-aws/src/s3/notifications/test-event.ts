import type { S3Exchange } from '../s3-exchange.ts';

/** The event that S3 sends to a queue when it is configured. */
export function testEvent({ bucketName, requestId, hostId }: S3Exchange): string {
  return JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date().toISOString(),
    Bucket: bucketName,
    RequestId: requestId,
    HostId: hostId,
  });
}
