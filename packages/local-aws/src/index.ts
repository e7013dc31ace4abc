export type { Mail } from './mailbox/create-mailbox.ts';
export { createStack, type Stack, type StackOptions } from './stack/create-stack.ts';
export { type LocalAws, type LocalAwsOptions, startLocalAws } from './start-local-aws.ts';
