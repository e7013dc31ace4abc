export { contentTypeOf } from './content-type-of.ts';
export { createTransport } from './create-transport.ts';
export {
  backOff,
  type Decision,
  decideAfterError,
  maxAttempts,
  type SendFailure,
  type SendFailureKind,
} from './decide-after-error.ts';
export { missingParts } from './missing-parts.ts';
export { sendParts } from './send-parts.ts';
export { sendWhole } from './send-whole.ts';
export type { Multipart, SentChange, SentFile, StoredPart } from './sent-file.ts';
export { createSigner, type Signer } from './sign-in-batches.ts';
export {
  type SendOptions,
  type SignedRequest,
  type SignedUpload,
  StorageError,
  type Transport,
} from './transport.ts';
