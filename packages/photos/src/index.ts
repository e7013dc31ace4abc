export { type BucketEvent, type Notification, parseNotification } from './bucket-notification.ts';
export { checkMessage } from './check-message.ts';
export { contentTypeOf } from './content-type.ts';
export {
  failureKey,
  failurePrefix,
  ownerFailurePrefix,
  parseFailureKey,
  subscriptionClaimKey,
  variantKey,
  variantsRoot,
} from './derived-key.ts';
export { type FailureReason, failureReasons } from './failure-reason.ts';
export { cleanFileName, maxFileNameBytes } from './file-name.ts';
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
export {
  maxNotifiedBytes,
  type NotifiedPhotos,
  type NotifiedStatus,
  notifiedAt,
  notifiedName,
  parseNotified,
  writeNotified,
} from './notified-record.ts';
export {
  claimKey,
  deliveryKey,
  notificationGroup,
  notifiedKey,
  ownerOfGroup,
  parsePendingKey,
  pendingKey,
  pendingPrefix,
  windowKey,
} from './notifier-keys.ts';
export {
  deliveryMessage,
  digestMessage,
  type NotifierMessage,
  parseNotifierMessage,
} from './notifier-message.ts';
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
export { createPhotoId, firstPhotoIdBefore, isPhotoId, photoIdTime } from './photo-id.ts';
export { photoTraceIds, traceIdsOf } from './photo-trace.ts';
export {
  maxSweepRecordBytes,
  parseSweepRecord,
  type SweepFinding,
  type SweepRecord,
  sweepFindings,
  sweepRecordKey,
  writeSweepRecord,
} from './sweep-record.ts';
export {
  isThumbnail,
  readThumbnailMetadata,
  type ThumbnailMetadata,
  writeThumbnailMetadata,
} from './thumbnail-metadata.ts';
