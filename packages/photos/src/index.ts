export { type BucketEvent, type Notification, parseNotification } from './bucket-notification.ts';
export { checkMessage } from './check-message.ts';
export {
  announcementClaimKey,
  failureKey,
  failureNotifiedKey,
  failurePrefix,
  gatheredWith,
  notifiedKey,
  ownerClaimKey,
  ownerFailurePrefix,
  parseFailureKey,
  pendingKey,
  pendingPrefix,
  subscriptionClaimKey,
  variantKey,
  variantsRoot,
} from './derived-key.ts';
export { digestMessage, parseDigest } from './digest-message.ts';
export { type FailureReason, failureReasons } from './failure-reason.ts';
export { cleanFileName, maxFileNameBytes } from './file-name.ts';
export { isInternalMessage } from './internal-message.ts';
export {
  createLinkSigner,
  type LinkSigner,
  type LinkTarget,
  type LinkVerdict,
  parseLinkKeys,
} from './link-token.ts';
export {
  maxKeyBytes,
  originalKey,
  ownerPrefix,
  type PhotoName,
  parseOriginalKey,
  photoPrefix,
} from './object-key.ts';
export { etagHash, maxVariants, type PhotoOutcome } from './outcome.ts';
export {
  chooseOutcome,
  type OutcomeRecord,
  outcomeKey,
  outcomePrefix,
  outcomesAfter,
  ownerOutcomePrefix,
  parseOutcomeKey,
} from './outcome-key.ts';
export { ownerId } from './owner-id.ts';
export { ownerTopicArn } from './owner-topic.ts';
export { createPhotoId, isPhotoId, photoIdTime } from './photo-id.ts';
export {
  isThumbnail,
  readThumbnailMetadata,
  type ThumbnailMetadata,
  writeThumbnailMetadata,
} from './thumbnail-metadata.ts';
