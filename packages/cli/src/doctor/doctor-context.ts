import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Kubectl } from './kubectl.ts';

export const doctorSettings = [
  'ORIGINALS_BUCKET',
  'THUMBNAILS_BUCKET',
  'DERIVED_BUCKET',
  'ORIGINALS_QUEUE_URL',
  'ORIGINALS_DEAD_LETTER_QUEUE_URL',
  'THUMBNAILS_QUEUE_URL',
  'THUMBNAILS_DEAD_LETTER_QUEUE_URL',
  'TOPIC_ARN',
  'PUBLIC_URL',
] as const;

/** What the checks look at. */
export interface DoctorContext {
  readonly settings: Readonly<Record<(typeof doctorSettings)[number], string>> & {
    readonly AWS_REGION: string;
    readonly AWS_ENDPOINT_URL: string | undefined;
  };
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** IP addresses of a host name. Rejects when it has none. */
  readonly lookup: (host: string) => Promise<string[]>;
  readonly kubectl: Kubectl;
  /** Kubernetes namespace; undefined for that of the context. */
  readonly namespace: string | undefined;
}
