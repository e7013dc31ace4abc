import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { compareKeys, createS3ObjectStore, type ListedObject } from '@proofsheet/object-store';
import { parse } from 'csv-parse';
import type { KeyRange } from './key-ranges.ts';

/** A report of S3 Inventory: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html */
export interface Inventory {
  /**
   * The objects of a range in the order of their keys. Reads all files each time and holds the range in memory, because
   * the rows of an inventory are in no order.
   */
  list(range: ListInventoryOptions): AsyncGenerator<ListedObject>;
}

export interface ListInventoryOptions extends KeyRange {
  readonly prefix: string;
  readonly signal: AbortSignal;
  /** Called before each request. */
  readonly onRequest: () => void;
}

interface Manifest {
  readonly sourceBucket: string;
  readonly fileFormat: string;
  /** Names of the columns, with commas. */
  readonly fileSchema: string;
  readonly files: readonly { readonly key: string; readonly MD5checksum: string }[];
}

type Row = Readonly<Record<string, string>>;

const neededColumns = ['Key', 'Size', 'LastModifiedDate', 'ETag'];
const maxManifestBytes = 64 * 1024 ** 2;

/**
 * Reads the manifest of an inventory of this bucket.
 * @param url `s3://bucket/…/manifest.json`
 * @throws Error if it is none, of another bucket, not in CSV, or lacks columns.
 */
export async function openInventory(
  s3: S3Client,
  url: string,
  { sourceBucket, signal }: { readonly sourceBucket: string; readonly signal: AbortSignal },
): Promise<Inventory> {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  if (key === '') throw new Error(`${url} must be a URL such as s3://bucket/folder/manifest.json`);
  const stored = await createS3ObjectStore(s3, bucket).get(key, { maxBytes: maxManifestBytes, signal });
  if (!stored) throw new Error(`there is no ${url}`);
  const manifest = JSON.parse(stored.body.toString()) as Manifest;
  const columns = checkManifest(manifest, url, sourceBucket);
  return {
    async *list({ prefix, after, upTo, signal: by, onRequest }) {
      const found: ListedObject[] = [];
      for (const file of manifest.files) {
        onRequest();
        for await (const row of readRows(s3, bucket, file, columns, by)) {
          const object = readObject(row);
          if (!object?.key.startsWith(prefix)) continue;
          const isWithin =
            compareKeys(object.key, after) > 0 && (upTo === undefined || compareKeys(object.key, upTo) <= 0);
          if (isWithin) found.push(object);
        }
      }
      yield* found.sort((a, b) => compareKeys(a.key, b.key));
    },
  };
}

function checkManifest(
  { fileFormat, fileSchema, ...manifest }: Manifest,
  url: string,
  sourceBucket: string,
): string[] {
  if (fileFormat !== 'CSV')
    throw new Error(
      `${url} is in ${fileFormat ?? 'no known format'}: configure the inventory with CSV as its format`,
    );
  if (manifest.sourceBucket !== sourceBucket)
    throw new Error(`${url} is the inventory of ${manifest.sourceBucket}, not of ${sourceBucket}`);
  const columns = fileSchema.split(',').map((name) => name.trim());
  const missing = neededColumns.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new Error(
      `${url} lacks ${missing.join(', ')}: add these fields to the configuration of the inventory`,
    );
  return columns;
}

async function* readRows(
  s3: S3Client,
  bucket: string,
  { key, MD5checksum }: Manifest['files'][number],
  columns: string[],
  signal: AbortSignal,
): AsyncGenerator<Row> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
  const checked = async function* (): AsyncGenerator<Buffer> {
    const hash = createHash('md5');
    for await (const chunk of Body as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== MD5checksum)
      throw new Error(`${key} is not as its manifest says: its MD5 differs`);
  };
  // An error of one stream ends all, and the loop throws it.
  yield* pipeline(
    Readable.from(checked()),
    createGunzip(),
    parse({ columns }),
    () => {},
  ) as AsyncIterable<Row>;
}

/** The latest version of an object, or undefined for any other row. Keys are encoded as in URLs. */
function readObject({
  Key = '',
  Size,
  LastModifiedDate,
  ETag,
  IsLatest,
  IsDeleteMarker,
}: Row): ListedObject | undefined {
  if (IsLatest === 'false' || IsDeleteMarker === 'true') return undefined;
  return {
    key: decodeURIComponent(Key.replaceAll('+', ' ')),
    size: Number(Size),
    lastModified: new Date(LastModifiedDate ?? ''),
    etag: `"${ETag ?? ''}"`,
  };
}
