import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { STSClient } from '@aws-sdk/client-sts';

/** What a check may use. */
export interface Context {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly sts: STSClient;
  /** The same S3 with a wrong secret. */
  readonly stranger: S3Client;
  /** Undefined for AWS itself. */
  readonly endpoint: string | undefined;
  /** A bucket that all checks share: each uses keys of its own. */
  readonly bucket: string;
  /** A new queue, which is deleted at the end. */
  createQueue(attributes?: Readonly<Record<string, string>>): Promise<{ url: string; arn: string }>;
  /** A new topic, which is deleted at the end. */
  createTopic(): Promise<string>;
  /** Bodies of the next messages; waits up to ten seconds for this number of messages. */
  receive(queueUrl: string, count: number): Promise<string[]>;
}

/** One behaviour that proofsheet relies on. */
export interface Check {
  readonly what: string;
  /** The page of the AWS documentation that says so. */
  readonly source: string;
  /** @throws when the service behaves otherwise. */
  readonly run: (context: Context) => Promise<void>;
}
