// S3, SQS, SNS and STS on one port, for development and tests only: one key pair, no policies, no encryption.
export type { Mail } from './mailbox/create-mailbox.ts';
export { createStack, type Stack, type StackOptions } from './stack/create-stack.ts';
export { type LocalAws, type LocalAwsOptions, startLocalAws } from './start-local-aws.ts';
