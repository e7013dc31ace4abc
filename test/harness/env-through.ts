import type { LocalSystem } from '@proofsheet/system';

/** The settings of a service that reaches S3, SQS and SNS through a proxy at this URL. */
export function envThrough(local: LocalSystem, url: string): Record<string, string> {
  const { endpoint, originalsQueueUrl, thumbnailsQueueUrl } = local;
  return {
    AWS_ENDPOINT_URL: url,
    ORIGINALS_QUEUE_URL: originalsQueueUrl.replace(endpoint, url),
    THUMBNAILS_QUEUE_URL: thumbnailsQueueUrl.replace(endpoint, url),
  };
}
