import { createHash } from 'node:crypto';
import { maxKeyBytes, parseOriginalKey } from './object-key.ts';

/** The group of all photos without an owner. No owner has this name: owners are 32 hex digits. */
const noOwner = 'shared';

/** The group that a photo is gathered in: its owner's, or the group of all photos without an owner. */
export function notificationGroup(original: string): string {
  return parseOriginalKey(original)?.owner ?? noOwner;
}

/** Whether `text` can be the name of a group. */
export function isNotificationGroup(text: string): boolean {
  return text === noOwner || /^[0-9a-f]{32}$/.test(text);
}

/** The owner of a group's photos; undefined if they have none. */
export function ownerOfGroup(group: string): string | undefined {
  return group === noOwner ? undefined : group;
}

/**
 * The key of a pending record. It contains the percent-encoded key of the photo, because a key may contain characters that
 * the XML of a listing cannot. If it is too long for S3, it ends in a hash and only the record's body names the photo.
 */
export function pendingKey(original: string): string {
  const photoId = parseOriginalKey(original)?.photoId;
  const prefix = `${pendingPrefix(notificationGroup(original))}${photoId === undefined ? '' : `${photoId}/`}`;
  const encoded = encodeURIComponent(original);
  // URL parsers resolve `.` and `..` segments.
  const isSafe = Buffer.byteLength(prefix) + encoded.length <= maxKeyBytes && !/^\.{1,2}$/.test(encoded);
  return `${prefix}${isSafe ? encoded : sha256(original)}`;
}

/** The photo of a pending record; undefined if only the record's body names it. Never throws. */
export function parsePendingKey(record: string): string | undefined {
  const encoded = record.slice(record.lastIndexOf('/') + 1);
  // Records of earlier versions also end in a hash.
  if (/^[0-9a-f]{64}$/.test(encoded)) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** Prefix of a group's pending records, which are listed newest photo first. */
export function pendingPrefix(group: string): string {
  return `pending/${group}/`;
}

/** Key of the group's window: the record that a digest is on its way. */
export function windowKey(group: string): string {
  return `claims/window/${group}`;
}

/** Key of the claim with which one notifier sends the group's photos. */
export function claimKey(group: string): string {
  return `claims/owner/${group}`;
}

/** Key of the record of a batch that a topic refused and that is delivered separately. */
export function deliveryKey(group: string, batch: string): string {
  return `claims/delivery/${group}/${batch}`;
}

/** Hex digits that the ids of the photos in one notified record share: 2^20 ms, or 17.5 minutes. */
const sharedDigits = 7;

/** Key of the notified record of the photo and its neighbours. */
export function notifiedKey(original: string): string {
  const name = parseOriginalKey(original);
  return name
    ? `notified/${name.owner}/${name.photoId.slice(0, sharedDigits)}`
    : `notified/${noOwner}/${sha256(original)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
