import createClient from 'openapi-fetch';
// Generated from /openapi.json by the test that runs this file in a folder of its own.
import type { paths } from './api.ts';

/** Uploads one photo with types generated from the API's own document. */
export async function uploadPhoto(
  baseUrl: string,
  apiKey: string,
  filename: string,
  bytes: Uint8Array<ArrayBuffer>,
) {
  const api = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${apiKey}` } });
  const asked = await api.POST('/v1/uploads', {
    body: { filename, contentType: 'image/jpeg', size: bytes.length },
  });
  if (asked.error) throw new Error(asked.error.title);
  const { photoId, upload } = asked.data;
  const { method, url, headers = {} } = upload;
  const stored = await fetch(url, { method, headers, body: bytes });
  if (!stored.ok) throw new Error(`S3 answered ${stored.status}`);

  const found = await api.GET('/v1/photos/{photoId}', { params: { path: { photoId }, query: { wait: 20 } } });
  if (found.error) throw new Error(found.error.detail ?? found.error.title);
  const { status, original, thumbnail } = found.data;
  const page = await api.GET('/v1/photos', { params: { query: { limit: 10, status: 'ready' } } });
  const names = page.data?.photos.map((photo) => photo.filename);
  const gone = await api.DELETE('/v1/photos/{photoId}', { params: { path: { photoId } } });
  return {
    status,
    original,
    width: thumbnail?.width,
    thumbnailUrl: thumbnail?.url,
    names,
    gone: gone.response.status,
  };
}
