import { createHash } from 'node:crypto';
import { type FailureReason, failureReasons } from './failure-reason.ts';
import { maxKeyBytes, ownerPrefix } from './object-key.ts';

/** Prefix of all variants. The folders directly under it are the names of all variants ever stored. */
export const variantsRoot = 'variants/';

/** The key of a variant of the photo, in the derived bucket. */
export function variantKey(name: string, original: string): string {
  return deriveKey(`${variantsRoot}${name}/`, original);
}

/**
 * Prefix of all failure records of the photo: list it without going deeper. Earlier releases wrote these records; outcome
 * records have replaced them.
 */
export function failurePrefix(original: string): string {
  return `${deriveKey('failures/', original, longestReason.length + 1)}/`;
}

/** Prefix of all failure records of the owner's photos, which sort like the photos. */
export function ownerFailurePrefix(owner: string): string {
  return `failures/${ownerPrefix(owner)}`;
}

/**
 * The key of the record of why the photo has no thumbnail. The reason comes last, so that one list call finds the records
 * of a photo or an album with any reason.
 */
export function failureKey(original: string, reason: FailureReason): string {
  return `${failurePrefix(original)}${reason}`;
}

/** Parses the photo and the reason from a failure record's key. Undefined for any other key and for a shortened one. */
export function parseFailureKey(key: string): { original: string; reason: FailureReason } | undefined {
  const slash = key.lastIndexOf('/');
  const reason = failureReasons.find((known) => known === key.slice(slash + 1));
  const original = key.slice('failures/'.length, slash);
  if (!key.startsWith('failures/') || !reason || original.startsWith('~')) return undefined;
  return { original, reason };
}

/** Key of the record with the owner's pending subscriptions. */
export function subscriptionClaimKey(owner: string): string {
  return `claims/subscriptions/${owner}`;
}

const longestReason = failureReasons.reduce((a, b) => (b.length > a.length ? b : a));

/**
 * Joins the prefix and the original's key, with room for `room` more bytes. A key above S3's limit is shortened to a hash,
 * and so is a key that starts with `~`, so that no key can pose as a shortened one.
 */
export function deriveKey(prefix: string, original: string, room = 0): string {
  const key = `${prefix}${original}`;
  if (Buffer.byteLength(key) + room <= maxKeyBytes && !original.startsWith('~')) return key;
  return `${prefix}~sha256/${sha256(original)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
