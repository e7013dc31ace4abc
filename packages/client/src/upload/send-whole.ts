import type { SentFile } from './sent-file.ts';
import type { Signer } from './sign-in-batches.ts';
import { StorageError, type Transport } from './transport.ts';

export interface SendJob {
  readonly upload: () => SentFile;
  readonly body: Blob;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number) => void;
}

/**
 * Sends a file in one PUT.
 *
 * A URL carries `If-None-Match: *`. When the connection breaks after S3 took the bytes, the same URL answers 412 the
 * next time: the photo is there. A new URL means a new photo, so it is asked for only once S3 is known not to have it.
 */
export async function sendWhole(job: SendJob, signer: Signer, transport: Transport): Promise<void> {
  const { body, signal, onProgress } = job;
  const upload = job.upload();
  if (upload.photoId !== undefined && !signer.has(upload.id)) {
    if (await transport.exists(upload.photoId, signal)) return;
  }
  const request = await signer.sign(upload, signal);
  try {
    await transport.send(request, body, { signal, onProgress });
  } catch (error) {
    if (error instanceof StorageError && error.status === 412) return;
    throw error;
  }
}
