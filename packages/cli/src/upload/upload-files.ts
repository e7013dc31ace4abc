import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import path from 'node:path';
import { cleanFileName } from '@proofsheet/photos';
import pMap from 'p-map';
import { ApiError, type ApiClient, albumEntry } from './api-client.ts';
import type { PhotoFile } from './find-photos.ts';
import { putBytes } from './put-bytes.ts';
import { retryOn } from './retry-on.ts';
import { sendParts } from './send-parts.ts';
import type { UploadJournal } from './upload-journal.ts';

export interface UploadOptions {
  readonly api: ApiClient;
  readonly journal: UploadJournal;
  /** Files at a time. */
  readonly concurrency: number;
  /** Larger files are sent in parts, so that a cut costs a part only. Bytes. */
  readonly multipartFromBytes: number;
  /** Whether to leave out files whose name and size a photo of the album has. */
  readonly skipExisting: boolean;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Called when a file is done. `skipped`: it was stored before. */
  readonly onDone: (file: PhotoFile, result: UploadResult) => void;
  /** Called with bytes that are stored. */
  readonly onBytes: (bytes: number) => void;
}

export type UploadResult =
  | { readonly result: 'stored' | 'skipped'; readonly photoId?: string }
  | { readonly result: 'refused'; readonly reason: string };

/** URLs that are asked for at a time: the API takes 100, and they expire. */
const batchSize = 50;

/**
 * Uploads the files, each once: a photo whose answer was lost is sent to the same URL again, where S3 takes it only once.
 * Files that the API refuses are reported; other errors end it.
 */
export async function uploadFiles(files: readonly PhotoFile[], options: UploadOptions): Promise<void> {
  const { api, concurrency, signal, multipartFromBytes } = options;
  const album = options.skipExisting ? await retryOn(() => api.listAlbum(signal), signal) : new Set<string>();
  const due = files.filter((file) => !isStored(file, album, options));
  for (let from = 0; from < due.length; from += batchSize) {
    const batch = due.slice(from, from + batchSize);
    const whole = batch.filter(({ size }) => size <= multipartFromBytes);
    await issueAll(
      whole.filter((file) => !options.journal.stateOf(file)),
      options,
    );
    const send = (file: PhotoFile) =>
      (file.size > multipartFromBytes ? sendInParts : sendWhole)(file, options);
    await pMap(batch, send, { concurrency, signal });
  }
}

function isStored(
  file: PhotoFile,
  album: ReadonlySet<string>,
  { journal, onDone, onBytes }: UploadOptions,
): boolean {
  const known = journal.stateOf(file);
  const isThere = known?.state === 'stored';
  if (
    !isThere &&
    !album.has(albumEntry({ filename: cleanFileName(path.basename(file.path)), size: file.size }))
  )
    return false;
  onBytes(file.size);
  onDone(file, { result: 'skipped', ...(isThere && { photoId: known.photoId }) });
  return true;
}

async function sendWhole(file: PhotoFile, options: UploadOptions): Promise<void> {
  const { journal, api, signal, onBytes } = options;
  for (;;) {
    const known = journal.stateOf(file);
    if (known?.state !== 'issued') return;
    const send = async () => putBytes(known.upload, await openAsBlob(file.path), options);
    const result = await retryOn(send, signal);
    if (result !== 'expired' || (await api.has(known.photoId, signal))) {
      onBytes(file.size);
      return finish(file, known.photoId, options);
    }
    await issueAll([file], options);
  }
}

async function sendInParts(file: PhotoFile, options: UploadOptions): Promise<void> {
  const { journal, api, signal, onDone } = options;
  const { contentType, size } = file;
  const filename = path.basename(file.path);
  for (;;) {
    const known = journal.stateOf(file);
    try {
      const multipart =
        known?.state === 'begun'
          ? known.multipart
          : await retryOn(() => api.begin({ filename, contentType, size }, signal), signal);
      await journal.note(file, { state: 'begun', multipart });
      if (await sendParts(file, multipart, options)) return await finish(file, multipart.photoId, options);
      await journal.forget(file);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400) throw error;
      return onDone(file, { result: 'refused', reason: error.message });
    }
  }
}

async function finish(file: PhotoFile, photoId: string, { journal, onDone }: UploadOptions): Promise<void> {
  await journal.note(file, { state: 'stored', photoId });
  onDone(file, { result: 'stored', photoId });
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
