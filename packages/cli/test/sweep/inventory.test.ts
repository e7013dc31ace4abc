import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { outcomeKey } from '@proofsheet/photos';
import { ready, setUp } from '../set-up.ts';

const schema = 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass';
test('an inventory stands for the listing; what it finds is confirmed, because the bucket has changed since', async (t) => {
  const { run, photo, record, remove, inventory } = await withInventory(t);
  const right = await photo('photos/a/right.jpg');
  const missing = await photo('photos/b/한글 사진 + 100%.jpg');
  const apart = await photo(`photos/c/${'가'.repeat(300)}`);
  const replaced = await photo('photos/d/replaced.jpg');
  const deleted = await photo('photos/e/deleted since.jpg');
  const orphaned = await photo('photos/e/orphaned since.jpg');
  for (const each of [right, orphaned]) await record(each);
  await record({ key: 'photos/f/orphaned before.jpg', etag: '"gone"' });
  const url = await inventory([
    [orphaned, missing, replaced],
    [deleted, apart, right],
  ]);
  await record(await photo('photos/d/replaced.jpg', 'other bytes'));
  await record(await photo('photos/0/new.jpg'));
  for (const each of [deleted, orphaned]) await remove(each);

  const { out, code } = await run('sweep', '--inventory', url, '--min-age', '0', '--dry-run', '--json');
  const { found, photos } = JSON.parse(out);
  assert.equal(code, 0);
  // A photo that was right and is deleted since is left to the next sweep.
  assert.deepEqual([found.missing, found.outdated, found.orphaned], [2, 0, 1]);
  assert.ok(photos >= 8);
  const listed = await run('sweep', '--min-age', '0', '--dry-run', '--json');
  assert.deepEqual(JSON.parse(listed.out).found, { ...found, orphaned: 2 });
});

test('of a versioned bucket only latest versions count', async (t) => {
  const { run, photo, inventory } = await withInventory(t);
  const one = await photo('one.jpg');
  const url = await inventory([
    [one, { ...one, isLatest: false }, { key: 'gone.jpg', etag: '', isDeleteMarker: true }],
  ]);
  const { out } = await run('sweep', '--inventory', url, '--min-age', '0', '--dry-run', '--json');
  assert.deepEqual([JSON.parse(out).found.missing, JSON.parse(out).photos], [1, 1]);
});

const refused: Record<string, { change: (manifest: Record<string, unknown>) => object; says: RegExp }> = {
  ORC: {
    change: (all) => ({ ...all, fileFormat: 'ORC' }),
    says: /is in ORC: configure the inventory with CSV/,
  },
  Parquet: { change: (all) => ({ ...all, fileFormat: 'Parquet' }), says: /is in Parquet: configure/ },
  'another bucket': {
    change: (all) => ({ ...all, sourceBucket: 'other' }),
    says: /is the inventory of other, not of proofsheet-originals/,
  },
  'no ETag': {
    change: (all) => ({ ...all, fileSchema: 'Bucket, Key, Size' }),
    says: /lacks LastModifiedDate, ETag: add these fields/,
  },
  'a damaged file': {
    change: (all) => ({
      ...all,
      files: (all.files as object[]).map((file) => ({ ...file, MD5checksum: '0'.repeat(32) })),
    }),
    says: /is not as its manifest says: its MD5 differs/,
  },
};

for (const [name, { change, says }] of Object.entries(refused)) {
  test(`an inventory is refused with a clear error: ${name}`, async (t) => {
    const { run, photo, inventory } = await withInventory(t);
    const url = await inventory([[await photo('one.jpg')]], change);
    const { err, code } = await run('sweep', '--inventory', url, '--dry-run');
    assert.deepEqual([code, says.test(err)], [1, true], err);
  });
}

test('a URL that names no manifest is refused', async (t) => {
  const { run } = await withInventory(t);
  assert.match((await run('sweep', '--inventory', 'manifest.json')).err, /must be a URL such as s3:/);
  assert.match(
    (await run('sweep', '--inventory', 's3://proofsheet-derived/no/manifest.json')).err,
    /there is no s3:/,
  );
});

interface Photo {
  readonly key: string;
  readonly etag: string;
  readonly isLatest?: boolean;
  readonly isDeleteMarker?: boolean;
}

async function withInventory(t: TestContext) {
  const { env, run, put, s3 } = await setUp(t);
  const Bucket = env.DERIVED_BUCKET;
  const folder = 'inventory/2026-11-24T01-00Z';
  return {
    run,
    photo: async (key: string, body = key) => ({ key, etag: await put(env.ORIGINALS_BUCKET, key, body) }),
    record: ({ key, etag }: Photo) => put(Bucket, outcomeKey(key, etag, ready), JSON.stringify({ key })),
    remove: ({ key: Key }: Photo) => s3.send(new DeleteObjectCommand({ Bucket: env.ORIGINALS_BUCKET, Key })),
    /** Writes an inventory with these rows in each of its files, and returns the URL of its manifest. */
    async inventory(
      groups: readonly (readonly Photo[])[],
      change: (manifest: Record<string, unknown>) => object = (manifest) => manifest,
    ): Promise<string> {
      const files = await Promise.all(
        groups.map(async (photos, index) => {
          const Body = gzipSync(photos.map((photo) => writeRow(env.ORIGINALS_BUCKET, photo)).join(''));
          const key = `inventory/data/${index}.csv.gz`;
          await s3.send(new PutObjectCommand({ Bucket, Key: key, Body }));
          return { key, size: Body.length, MD5checksum: createHash('md5').update(Body).digest('hex') };
        }),
      );
      const manifest = {
        sourceBucket: env.ORIGINALS_BUCKET,
        destinationBucket: `arn:aws:s3:::${Bucket}`,
        version: '2016-11-30',
        creationTimestamp: '1795482000000',
        fileFormat: 'CSV',
        fileSchema: schema,
        files,
      };
      await put(Bucket, `${folder}/manifest.json`, JSON.stringify(change(manifest)));
      return `s3://${Bucket}/${folder}/manifest.json`;
    },
  };
}

/** As S3 writes it: every field quoted, the key encoded as in a form, the ETag without quotes. */
function writeRow(bucket: string, { key, etag, isLatest = true, isDeleteMarker = false }: Photo): string {
  const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
  const hash = etag.replaceAll('"', '');
  const fields = [
    bucket,
    encoded,
    'v1',
    isLatest,
    isDeleteMarker,
    3,
    '2026-11-20T00:00:00.000Z',
    hash,
    'STANDARD',
  ];
  return `${fields.map((field) => `"${field}"`).join(',')}\n`;
}
