import type { ListedObject, ObjectStore } from '@proofsheet/object-store';
import { etagHash, type OutcomeRecord, parseOutcomeKey, readThumbnailMetadata } from '@proofsheet/photos';
import pMap from 'p-map';
import { listAll } from './list-all.ts';
import { type Look, lookAtImage, looksLike } from './look-at-image.ts';

/** The three buckets of an installation. */
export interface Buckets {
  readonly originals: ObjectStore;
  readonly thumbnails: ObjectStore;
  readonly derived: ObjectStore;
}

/** What should be in the buckets by the bytes of the originals alone, and whether it is. */
export interface BucketsVerdict {
  /** Keys of all originals, and of those that no decoder reads. */
  readonly originals: readonly string[];
  readonly undecodable: readonly string[];
  readonly thumbnails: readonly string[];
  readonly derived: readonly string[];
  /** Keys, by what is wrong with them. */
  readonly lost: readonly string[];
  readonly wrong: readonly string[];
  readonly orphaned: readonly string[];
}

const { signal } = new AbortController();
const maxBytes = 100 * 1024 ** 2;
const concurrency = 8;

/** Reads every original and compares thumbnail and outcome record with what its bytes ask for. */
export async function judgeBuckets(buckets: Buckets): Promise<BucketsVerdict> {
  const { originals, thumbnails, derived } = buckets;
  const stored = await listAll(originals);
  const made = new Map((await listAll(thumbnails)).map((object) => [object.key, object]));
  const derivedKeys = (await listAll(derived)).map(({ key }) => key);
  const records = await readRecords(derived, derivedKeys);
  const lookAt = rememberLooks();
  const lost: string[] = [];
  const wrong: string[] = [];
  const undecodable: string[] = [];
  await pMap(stored, judgeOriginal, { concurrency });
  const known = new Set(stored.map(({ key }) => key));
  const orphaned = [...new Set([...made.keys(), ...records.keys()])].filter((key) => !known.has(key));
  return {
    originals: [...known],
    undecodable,
    thumbnails: [...made.keys()],
    derived: derivedKeys,
    lost,
    wrong,
    orphaned,
  };

  async function judgeOriginal(original: ListedObject): Promise<void> {
    const { key } = original;
    const look = await lookAt(originals, original);
    if (!look) undecodable.push(key);
    const all = records.get(key) ?? [];
    const thumbnail = made.get(key);
    if (all.length === 0 || (look && !thumbnail)) return void lost.push(key);
    const isRight = all.length === 1 && (await isInLine(original, look, all[0], thumbnail));
    if (!isRight) wrong.push(key);
  }

  /** Whether the only record and the thumbnail are those of these bytes. */
  async function isInLine(
    original: ListedObject,
    look: Look | undefined,
    record: OutcomeRecord | undefined,
    thumbnail: ListedObject | undefined,
  ): Promise<boolean> {
    if (record?.etagHash !== etagHash(original.etag)) return false;
    const { outcome } = record;
    if (!look || outcome.status !== 'ready') return !look && !thumbnail && outcome.status === 'failed';
    if (!thumbnail || outcome.thumbnailBytes !== thumbnail.size) return false;
    if (outcome.width !== look.width || outcome.height !== look.height) return false;
    const head = await thumbnails.head(thumbnail.key, signal);
    const metadata = head && readThumbnailMetadata(head.metadata);
    const shown = await lookAt(thumbnails, thumbnail);
    return metadata?.sourceEtag === original.etag && shown !== undefined && looksLike(shown, look);
  }
}

/** Records by the key of their original, which only their body names where it is shortened. */
async function readRecords(
  derived: ObjectStore,
  keys: readonly string[],
): Promise<Map<string, OutcomeRecord[]>> {
  const records = new Map<string, OutcomeRecord[]>();
  for (const key of keys) {
    const record = parseOutcomeKey(key);
    if (!record) continue;
    const original = record.original ?? (await readOriginalOf(derived, key));
    records.set(original, [...(records.get(original) ?? []), record]);
  }
  return records;
}

async function readOriginalOf(derived: ObjectStore, key: string): Promise<string> {
  const record = await derived.get(key, { maxBytes, signal });
  return JSON.parse(record?.body.toString() ?? '{}').key ?? key;
}

/** Looks at the same bytes only once. */
function rememberLooks() {
  const looks = new Map<string, Promise<Look | undefined>>();
  return (store: ObjectStore, { key, etag }: ListedObject): Promise<Look | undefined> => {
    const read = async () => {
      const object = await store.get(key, { maxBytes, signal });
      return object && lookAtImage(object.body);
    };
    const name = `${store.bucket} ${etag}`;
    const look = looks.get(name) ?? read();
    looks.set(name, look);
    return look;
  };
}
