import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import path from 'node:path';
import pMap from 'p-map';
import { ApiError, type ApiClient } from './api-client.ts';
import type { PhotoFile } from './find-photos.ts';
import { retryOn } from './retry-on.ts';
import type { PresignedPut, UploadJournal } from './upload-journal.ts';

export interface UploadOptions {
  readonly api: ApiClient;
  readonly journal: UploadJournal;
  /** Files at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Called when a file is done. `skipped`: an earlier run has stored it. */
  readonly onDone: (file: PhotoFile, result: UploadResult) => void;
}

export type UploadResult =
  | { readonly result: 'stored' | 'skipped'; readonly photoId: string }
  | { readonly result: 'refused'; readonly reason: string };

/** URLs that are asked for at a time: the API takes 100, and they expire. */
const batchSize = 50;

/** A URL that ends so soon is not begun with. Milliseconds. */
const expiryMarginMs = 30_000;

/**
 * Uploads the files, each once: a photo whose answer was lost is sent to the same URL again, where S3 takes it only once.
 * Files that the API refuses are reported; other errors end it.
 */
export async function uploadFiles(files: readonly PhotoFile[], options: UploadOptions): Promise<void> {
  const { journal, api, onDone, concurrency, signal } = options;
  const due = files.filter((file) => {
    const known = journal.stateOf(file);
    if (known?.state === 'stored') onDone(file, { result: 'skipped', photoId: known.photoId });
    return known?.state !== 'stored';
  });
  for (let from = 0; from < due.length; from += batchSize) {
    const batch = due.slice(from, from + batchSize);
    await issueAll(
      batch.filter((file) => !journal.stateOf(file)),
      options,
    );
    await pMap(batch, (file) => sendFile(file), { concurrency, signal });
  }

  async function sendFile(file: PhotoFile): Promise<void> {
    for (;;) {
      const known = journal.stateOf(file);
      if (known?.state !== 'issued') return;
      const end = await retryOn(() => send(file, known.upload, options), signal);
      const isStored = end === 'stored' || (end === 'expired' && (await api.has(known.photoId, signal)));
      if (isStored) {
        await journal.note(file, { state: 'stored', photoId: known.photoId });
        return onDone(file, { result: 'stored', photoId: known.photoId });
      }
      await issueAll([file], options);
    }
  }
}

/** Asks for URLs. What the API refuses is reported, one by one. */
async function issueAll(files: readonly PhotoFile[], options: UploadOptions): Promise<void> {
  const { api, journal, signal, onDone } = options;
  if (files.length === 0) return;
  const asked = await Promise.all(files.map(describeFile));
  try {
    const uploads = await retryOn(() => api.issue(asked, signal), signal);
    for (const [index, { photoId, upload }] of uploads.entries()) {
      const file = files[index];
      if (file) await journal.note(file, { state: 'issued', photoId, upload });
    }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400) throw error;
    const [only] = files;
    if (only && files.length === 1) onDone(only, { result: 'refused', reason: error.message });
    else for (const file of files) await issueAll([file], options);
  }
}

async function describeFile(file: PhotoFile) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.path)) hash.update(chunk);
  const { contentType, size } = file;
  return { filename: path.basename(file.path), contentType, size, sha256: hash.digest('hex') };
}

/** Sends the bytes. 412 means that they are there already: an earlier answer was lost. */
async function send(
  file: PhotoFile,
  { url, headers, expiresAt }: PresignedPut,
  { signal, now }: UploadOptions,
): Promise<'stored' | 'expired'> {
  if (Date.parse(expiresAt) - expiryMarginMs < now()) return 'expired';
  const answer = await fetch(url, { method: 'PUT', headers, body: await openAsBlob(file.path), signal });
  const text = await answer.text();
  if (answer.ok || answer.status === 412) return 'stored';
  if (answer.status === 403) return 'expired';
  throw new ApiError(
    answer.status,
    /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? `S3 answered ${answer.status}`,
    answer.headers,
  );
}
