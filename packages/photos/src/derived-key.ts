import { createHash } from 'node:crypto';
import { type FailureReason, failureReasons } from './failure-reason.ts';
import { maxKeyBytes, ownerPrefix, parseOriginalKey } from './object-key.ts';

/** Prefix of all variants. The folders directly below it are the names of all variants ever stored. */
export const variantsRoot = 'variants/';

/** The key of a variant of the photo, in the derived bucket. */
export function variantKey(name: string, original: string): string {
  return deriveKey(`${variantsRoot}${name}/`, original);
}

/**
 * The keys of all failure records of the photo start with it: list it without going deeper. Earlier releases wrote
 * these records; outcome records have replaced them.
 */
export function failurePrefix(original: string): string {
  return `${deriveKey('failures/', original, longestReason.length + 1)}/`;
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
  return deriveKey('notified/', original);
}

/** The same for the news that the photo could not be processed. */
export function failureNotifiedKey(original: string): string {
  return deriveKey('notified-failures/', original);
}

/** The key of the claim under which one photo is announced. */
export function announcementClaimKey(original: string): string {
  return deriveKey('claims/photo/', original);
}

/** The key of the claim under which all pending photos of an owner are announced together. */
export function ownerClaimKey(owner: string): string {
  return `claims/owner/${owner}`;
}

/** The key of the record of addresses that the owner has just subscribed. */
export function subscriptionClaimKey(owner: string): string {
  return `claims/subscriptions/${owner}`;
}

/** Those with whom a photo is announced: its owner's, or all that have none, `shared`. */
export function gatheredWith(original: string): string {
  return parseOriginalKey(original)?.owner ?? 'shared';
}

/**
 * The key of the record that the photo waits to be announced together with others. It ends in a hash, and the record
 * itself names the photo: keys past the API may hold what the XML of a listing cannot, and one such key among the
 * pending would hide all others.
 */
export function pendingKey(original: string): string {
  const photoId = parseOriginalKey(original)?.photoId;
  const prefix = pendingPrefix(gatheredWith(original));
  return `${prefix}${photoId === undefined ? '' : `${photoId}/`}${sha256(original)}`;
}

/** With what the keys of the pending records of an owner start; they are in the order of the photos, newest first. */
export function pendingPrefix(owner: string): string {
  return `pending/${owner}/`;
}

const longestReason = failureReasons.reduce((a, b) => (b.length > a.length ? b : a));

/**
 * The prefix and the original's key, with room for `room` more bytes. A key above S3's limit is shortened to a hash. So is
 * one that starts with `~`, so that no key can pose as a shortened one.
 */
export function deriveKey(prefix: string, original: string, room = 0): string {
  const key = `${prefix}${original}`;
  if (Buffer.byteLength(key) + room <= maxKeyBytes && !original.startsWith('~')) return key;
  return `${prefix}~sha256/${sha256(original)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
