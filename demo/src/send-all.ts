import path from 'node:path';
import type { LocalSystem } from '@proofsheet/system';
import { Presets, SingleBar } from 'cli-progress';
import pMap from 'p-map';
import { photoTable, type Row } from './photo-table.ts';
import { createMailReader } from './read-mails.ts';
import { type Photo, sendPhoto } from './send-photo.ts';

/** Photos sent at the same time. */
const concurrency = 4;
const mailTimeoutMs = 60_000;

/** Sends the photos and prints a row for each. Returns whether each got its thumbnail and its email. */
export async function sendAll(local: LocalSystem, files: readonly string[], json: boolean): Promise<boolean> {
  const mails = createMailReader(local.mailboxUrl);
  const bar =
    process.stderr.isTTY && !json
      ? new SingleBar({ clearOnComplete: true }, Presets.shades_classic)
      : undefined;
  bar?.start(files.length, 0);
  const rows = await pMap(
    files,
    async (file) => {
      const row = await followPhoto(local, mails, file);
      if (json) process.stdout.write(`${JSON.stringify(row)}\n`);
      bar?.increment();
      return row;
    },
    { concurrency },
  );
  bar?.stop();
  if (!json) process.stdout.write(`${photoTable(rows)}\n`);
  return rows.every(({ status, link }) => status === 'ready' && link !== undefined);
}

async function followPhoto(
  local: LocalSystem,
  mails: ReturnType<typeof createMailReader>,
  file: string,
): Promise<Row> {
  try {
    const photo = await sendPhoto(local, file);
    const mail = photo.status === 'ready' ? await mails.waitFor(photo.photoId, mailTimeoutMs) : undefined;
    return toRow(photo, mail?.link, await thumbnailMs(photo));
  } catch (error) {
    return { name: path.basename(file), status: 'refused', reason: (error as Error).message };
  }
}

/**
 * Milliseconds from the original's arrival in S3 to its thumbnail, by the thumbnail's metadata: the times of the API are
 * S3's, which are whole seconds.
 */
async function thumbnailMs({ thumbnail }: Photo): Promise<number | undefined> {
  if (!thumbnail) return undefined;
  const { headers } = await fetch(thumbnail.url);
  const [storedAt, madeAt] = ['stored-at', 'made-at'].map((name) =>
    Date.parse(headers.get(`x-amz-meta-${name}`) ?? ''),
  );
  return storedAt && madeAt ? madeAt - storedAt : undefined;
}

function toRow(photo: Photo, link: string | undefined, milliseconds: number | undefined): Row {
  const { photoId, filename, status, reason, size, original, thumbnail } = photo;
  return {
    name: filename,
    photoId,
    status,
    ...(reason && { reason }),
    original: { ...original, bytes: size },
    ...(thumbnail && {
      thumbnail: { width: thumbnail.width, height: thumbnail.height, bytes: thumbnail.size },
    }),
    ...(milliseconds !== undefined && { milliseconds }),
    ...(link && { link }),
  };
}
