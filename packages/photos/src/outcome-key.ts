import { deriveKey } from './derived-key.ts';
import { failureReasons } from './failure-reason.ts';
import { ownerPrefix } from './object-key.ts';
import { etagHash, maxVariantNameBytes, maxVariants, type PhotoOutcome } from './outcome.ts';

const root = 'outcomes/';
/** Room after the original's key, in bytes: `/` and the longest name of a record. */
const maxNameBytes = 128 + maxVariants * (maxVariantNameBytes + 1);

/** A record, parsed from its key. */
export interface OutcomeRecord {
  /** Key of the original; undefined if it is shortened to a hash and only the record's body names it. */
  readonly original: string | undefined;
  /** Hash of the version of the original. */
  readonly etagHash: string;
  readonly outcome: PhotoOutcome;
}

/** Prefix of all records of one photo: list it without going deeper. */
export function outcomePrefix(original: string): string {
  return `${deriveKey(root, original, maxNameBytes)}/~`;
}

/** Prefix of all records of the owner's photos, which sort like the photos. */
export function ownerOutcomePrefix(owner: string): string {
  return `${root}${ownerPrefix(owner)}`;
}

/** List after this key to skip the records of the photo and of all photos before it. */
export function outcomesAfter(original: string): string {
  return `${outcomePrefix(original)}~`;
}

/**
 * The key of the outcome record of this version of the original. The status comes last, so that a bucket notification can
 * filter failures by the suffix `.failed`.
 */
export function outcomeKey(original: string, sourceEtag: string, outcome: PhotoOutcome): string {
  return `${outcomePrefix(original)}${etagHash(sourceEtag)}~${nameOf(outcome)}.${outcome.status}`;
}

function nameOf(outcome: PhotoOutcome): string {
  if (outcome.status === 'failed') return outcome.reason;
  const { width, height, thumbnailBytes, thumbhash = '', takenAt, variants } = outcome;
  const taken = takenAt ? toBasic(takenAt) : '';
  return `${width}x${height}~${thumbnailBytes}~${thumbhash}~${taken}~${variants.join(',')}`;
}

const names =
  /^~([\w-]{8})~(?:(\d{1,10})x(\d{1,10})~(\d{1,10})~([\w-]{0,40})~(\d{8}T\d{6}(?:Z|[+-]\d{4})?)?~([a-z0-9,-]*)\.ready|([a-z-]+)\.failed)$/;

/** Parses the key of a record; undefined for any other key. */
export function parseOutcomeKey(key: string): OutcomeRecord | undefined {
  const slash = key.lastIndexOf('/');
  if (!key.startsWith(root) || slash < root.length) return undefined;
  const [, hash, width, height, bytes, thumbhash, takenAt, variants, failure] =
    names.exec(key.slice(slash + 1)) ?? [];
  if (hash === undefined) return undefined;
  const reason = failureReasons.find((known) => known === failure);
  if (failure !== undefined && !reason) return undefined;
  const path = key.slice(root.length, slash);
  return {
    original: path.startsWith('~') ? undefined : path,
    etagHash: hash,
    outcome: reason
      ? { status: 'failed', reason }
      : {
          status: 'ready',
          width: Number(width),
          height: Number(height),
          thumbnailBytes: Number(bytes),
          thumbhash: thumbhash || undefined,
          takenAt: takenAt && toExtended(takenAt),
          variants: variants ? variants.split(',') : [],
        },
  };
}

/**
 * Returns the valid record among those of one photo: that of the version with this ETag, `ready` before `failed`. There may
 * be records of earlier versions. Undefined while the photo is processing. List the records before the original: in the
 * other order a photo can look ready that is not.
 */
export function chooseOutcome<T extends OutcomeRecord>(records: readonly T[], etag: string): T | undefined {
  const hash = etagHash(etag);
  const fitting = records.filter((record) => record.etagHash === hash);
  return fitting.find(({ outcome }) => outcome.status === 'ready') ?? fitting[0];
}

/** ISO 8601 without its `-` and `:`. */
function toBasic(time: string): string {
  return time.slice(0, 10).replaceAll('-', '') + time.slice(10).replaceAll(':', '');
}

function toExtended(time: string): string {
  return time.replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d)|(Z))?$/,
    (_, year, month, day, hour, minute, second, hours, minutes, zulu = '') =>
      `${year}-${month}-${day}T${hour}:${minute}:${second}${hours ? `${hours}:${minutes}` : zulu}`,
  );
}
