import { join } from 'node:path';
import { createJsonFiles } from '../json-files.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import type { Bucket, BucketSettings } from './bucket.ts';
import { createObjectIndex } from './object-index.ts';
import type { ObjectRecord } from './object-record.ts';
import { noSuchBucket } from './s3-errors.ts';

/** All buckets, in memory, with every change written to disk before the call returns. */
export interface Buckets {
  readonly blobs: Blobs;
  /** @throws NoSuchBucket (404). */
  get(name: string): Bucket;
  find(name: string): Bucket | undefined;
  all(): Bucket[];
  create(name: string): Bucket;
  /** The bucket must be empty. */
  remove(name: string): void;
  changeSettings(bucket: Bucket, settings: Partial<BucketSettings>): void;
  /** Makes a version the current one and drops the previous one. Atomic. */
  commit(record: ObjectRecord): void;
  removeObject(record: ObjectRecord): void;
}

interface BucketFile {
  readonly name: string;
  readonly createdAt: string;
  readonly settings: BucketSettings;
}

/** Restores the state that an earlier process saved in the folder. */
export async function createBuckets(dir: string): Promise<Buckets> {
  const blobs = await createBlobs(join(dir, 'blobs'));
  const bucketFiles = createJsonFiles<BucketFile>(join(dir, 'buckets'));
  const recordFiles = createJsonFiles<ObjectRecord>(join(dir, 'objects'));
  const buckets = new Map(bucketFiles.readAll().map((file) => [file.name, openBucket(file)]));

  const save = ({ name, createdAt, settings }: Bucket) =>
    bucketFiles.write(name, { name, createdAt, settings });
  const forget = (record: ObjectRecord) => {
    recordFiles.remove(record.id);
    blobs.remove(record.id);
  };
  const adopt = (record: ObjectRecord) => {
    const objects = buckets.get(record.bucket)?.objects;
    const other = objects?.get(record.key);
    if (!objects || (other && other.sequencer > record.sequencer)) return forget(record);
    if (other) forget(other);
    objects.set(record);
  };
  for (const record of recordFiles.readAll()) adopt(record);
  await blobs.removeAllBut(new Set([...buckets.values()].flatMap(blobIds)));

  const find = (name: string) => buckets.get(name);
  return {
    blobs,
    find,
    get(name) {
      const bucket = find(name);
      if (!bucket) throw noSuchBucket(name);
      return bucket;
    },
    all: () => [...buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    create(name) {
      const settings = { cors: [], notifications: [] };
      const bucket = openBucket({ name, createdAt: new Date().toISOString(), settings });
      buckets.set(name, bucket);
      save(bucket);
      return bucket;
    },
    remove(name) {
      buckets.delete(name);
      bucketFiles.remove(name);
    },
    changeSettings(bucket, settings) {
      Object.assign(bucket.settings, settings);
      save(bucket);
    },
    commit(record) {
      const { objects } = find(record.bucket) ?? {};
      if (!objects) throw noSuchBucket(record.bucket);
      const before = objects.get(record.key);
      recordFiles.write(record.id, record);
      objects.set(record);
      if (before) forget(before);
    },
    removeObject(record) {
      find(record.bucket)?.objects.delete(record.key);
      forget(record);
    },
  };
}

function openBucket(file: BucketFile): Bucket {
  return { ...file, objects: createObjectIndex(), uploads: new Map() };
}

function blobIds({ objects }: Bucket): string[] {
  return [...objects.keysFrom('')].map((key) => objects.get(key)?.id ?? '');
}
