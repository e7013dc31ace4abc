import { createHash } from 'node:crypto';
import { maxKeyBytes, parseOriginalKey } from './object-key.ts';

/** The group of all photos without an owner. No owner has this name: owners are 32 hex digits. */
const noOwner = 'shared';

/** Whose photos a photo is gathered with: its owner's, or those of all photos that have no owner. */
export function notificationGroup(original: string): string {
  return parseOriginalKey(original)?.owner ?? noOwner;
}

/** Whether `text` can be the name of a group. */
export function isNotificationGroup(text: string): boolean {
  return text === noOwner || /^[0-9a-f]{32}$/.test(text);
}

/** The owner of a group's photos, or undefined when they have none. */
export function ownerOfGroup(group: string): string | undefined {
  return group === noOwner ? undefined : group;
}

/**
 * The key of the record that a photo waits to be notified about. It holds the photo's key in percent-encoding: a key
 * may contain characters that the XML of a listing cannot. Where that is too long for S3 it ends in a hash, and only
 * the record's body names the photo.
 */
export function pendingKey(original: string): string {
  const photoId = parseOriginalKey(original)?.photoId;
  const prefix = `${pendingPrefix(notificationGroup(original))}${photoId === undefined ? '' : `${photoId}/`}`;
  const encoded = encodeURIComponent(original);
  // URL parsers resolve `.` and `..` segments.
  const isSafe = Buffer.byteLength(prefix) + encoded.length <= maxKeyBytes && !/^\.{1,2}$/.test(encoded);
  return `${prefix}${isSafe ? encoded : sha256(original)}`;
}

/** The photo that a pending record is about; undefined when only the body of the record names it. Never throws. */
export function parsePendingKey(record: string): string | undefined {
  const encoded = record.slice(record.lastIndexOf('/') + 1);
  // Records of earlier versions end in a hash too.
  if (/^[0-9a-f]{64}$/.test(encoded)) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** The prefix of a group's pending records, which are listed newest photo first. */
export function pendingPrefix(group: string): string {
  return `pending/${group}/`;
}

/** The key of the record that a digest of the group is on its way. */
export function windowKey(group: string): string {
  return `claims/window/${group}`;
}

/** The key of the claim under which one notifier sends the group's photos. */
export function claimKey(group: string): string {
  return `claims/owner/${group}`;
}

/** The key of the record of a batch that a topic refused and that is delivered separately. */
export function deliveryKey(group: string, batch: string): string {
  return `claims/delivery/${group}/${batch}`;
}

/** Hex digits of a photo id that the photos in one notified record share: 2^20 ms, which is 17.5 minutes. */
const sharedDigits = 7;

/** The key of the record that names the photo once it has been notified about, together with its neighbours. */
export function notifiedKey(original: string): string {
  const name = parseOriginalKey(original);
  return name
    ? `notified/${name.owner}/${name.photoId.slice(0, sharedDigits)}`
    : `notified/${noOwner}/${sha256(original)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
