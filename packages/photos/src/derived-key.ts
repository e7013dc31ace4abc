import { createHash } from 'node:crypto';
import { type FailureReason, failureReasons } from './failure-reason.ts';
import { maxKeyBytes, ownerPrefix } from './object-key.ts';

/** The key of a further size of the photo, in the derived bucket. */
export function variantKey(name: string, original: string): string {
  return derive(`variants/${name}/`, original, '');
}

/** With what the keys of all failure records of the photo start: list it without going deeper. */
export function failurePrefix(original: string): string {
  return derive('failures/', original, `/${longestReason}`).slice(0, -longestReason.length);
}

/** With what the keys of all failure records of the owner's photos start; they are in the order of the photos. */
export function ownerFailurePrefix(owner: string): string {
  return `failures/${ownerPrefix(owner)}`;
}

/**
 * The key of the record that says why the photo has no thumbnail. The reason stands last, so that one list call
 * finds the records of a photo, or of an album, whatever their reasons.
 */
export function failureKey(original: string, reason: FailureReason): string {
  return `${failurePrefix(original)}${reason}`;
}

/** The photo and the reason that a failure record's key names, or undefined for any other key or a shortened one. */
export function parseFailureKey(key: string): { original: string; reason: FailureReason } | undefined {
  const slash = key.lastIndexOf('/');
  const reason = failureReasons.find((known) => known === key.slice(slash + 1));
  const original = key.slice('failures/'.length, slash);
  if (!key.startsWith('failures/') || !reason || original.startsWith('~')) return undefined;
  return { original, reason };
}

/** The key of the record that the photo has been announced. */
export function notifiedKey(original: string): string {
  return derive('notified/', original, '');
}

/** The key of the claim under which one photo is announced. */
export function announcementClaimKey(original: string): string {
  return derive('claims/photo/', original, '');
}

const longestReason = failureReasons.reduce((a, b) => (b.length > a.length ? b : a));

/** A key above S3's limit is shortened to a hash. One that starts with `~` too, so that none can pose as a shortened one. */
function derive(prefix: string, original: string, suffix: string): string {
  const key = `${prefix}${original}${suffix}`;
  if (Buffer.byteLength(key) <= maxKeyBytes && !original.startsWith('~')) return key;
  return `${prefix}~sha256/${createHash('sha256').update(original).digest('hex')}${suffix}`;
}
