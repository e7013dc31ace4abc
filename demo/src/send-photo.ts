import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { contentTypeOf } from '@proofsheet/photos';
import type { LocalSystem } from '@proofsheet/system';
import { fetchPatiently } from '@proofsheet/system';

/** A photo as the API returns it. */
export interface Photo {
  readonly photoId: string;
  readonly status: 'processing' | 'ready' | 'failed';
  readonly reason?: string;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly original?: { readonly width: number; readonly height: number };
  readonly thumbnail?: {
    readonly url: string;
    readonly width: number;
    readonly height: number;
    readonly size: number;
  };
}

/** Time limits in seconds: for one API response, and for a photo in all. */
const waitSeconds = 20;
const patienceMs = 120_000;

/**
 * Uploads one photo as a client does: requests an upload URL, sends the bytes to S3, and waits until the photo is ready
 * or has failed.
 * @throws Error that says what was refused.
 */
export async function sendPhoto(local: Pick<LocalSystem, 'apiUrl' | 'apiKey'>, file: string): Promise<Photo> {
  const blob = await openAsBlob(file);
  const filename = path.basename(file);
  const contentType = contentTypeOf(file) ?? 'application/octet-stream';
  const asked = await call(local, '/v1/uploads', { filename, contentType, size: blob.size });
  const { photoId, upload } = (await asked.json()) as {
    photoId: string;
    upload: { method: string; url: string; headers: Record<string, string> };
  };
  const stored = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: blob });
  if (!stored.ok) throw new Error(`S3 refused ${filename} with ${stored.status}: ${await stored.text()}`);
  return waitForEnd(local, photoId);
}

async function waitForEnd(local: Pick<LocalSystem, 'apiUrl' | 'apiKey'>, photoId: string): Promise<Photo> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await call(local, `/v1/photos/${photoId}?wait=${waitSeconds}`);
    const photo = (await answer.json()) as Photo;
    if (photo.status !== 'processing' || Date.now() > end) return photo;
  }
}

async function call(
  { apiUrl, apiKey }: Pick<LocalSystem, 'apiUrl' | 'apiKey'>,
  route: string,
  body?: object,
): Promise<Response> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const answer = await fetchPatiently(
    apiUrl + route,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  );
  if (!answer.ok) throw new Error(`${route.split('?')[0]} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
