// `helm test`: uploads a photo as a client does, waits for its thumbnail, and deletes the photo.
import { request } from 'node:http';

const { API_URL, API_KEY, TIMEOUT_SECONDS, S3_CONNECT_TO } = process.env;
const deadline = AbortSignal.timeout(Number(TIMEOUT_SECONDS) * 1000);
const contentType = 'image/png';
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGAQMAAADEy024AAAAA1BMVEUzqncb3tbvAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAC0lEQVQI12NgQAAAAAwAAeQ06mYAAAAASUVORK5CYII=',
  'base64',
);

async function call(route, options = {}) {
  const headers = {
    authorization: `Bearer ${API_KEY.trim()}`,
    ...(options.body && { 'content-type': 'application/json' }),
  };
  const response = await fetch(API_URL + route, { ...options, headers, signal: deadline });
  const [path] = route.split('?');
  if (!response.ok) throw new Error(`${path} responded ${response.status}: ${await response.text()}`);
  return response;
}

// A presigned URL is valid for its own host only. That of the emulator is meant for browsers: the pod connects to its
// Service instead.
async function callS3(url, { method = 'GET', headers, body } = {}) {
  if (!S3_CONNECT_TO) {
    const response = await fetch(url, { method, headers, body, signal: deadline });
    return { status: response.status, bytes: await response.bytes() };
  }
  const { host, pathname, search } = new URL(url);
  const { hostname, port } = new URL(S3_CONNECT_TO);
  const options = { method, hostname, port, path: pathname + search, signal: deadline };
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, headers: { ...headers, host } }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode, bytes: Buffer.concat(chunks) });
    });
    sent.once('error', reject).end(body);
  });
}

const body = JSON.stringify({ filename: 'helm test.png', contentType, size: photo.length });
const created = await call('/v1/uploads', { method: 'POST', body });
const { photoId, upload } = await created.json();
const { method, headers } = upload;
const stored = await callS3(upload.url, { method, headers, body: photo });
if (stored.status !== 200) throw new Error(`S3 refused the photo with ${stored.status}: ${stored.bytes}`);
console.log(`${photoId}: uploaded`);

let outcome;
do {
  outcome = await (await call(`/v1/photos/${photoId}?wait=20`)).json();
  console.log(`${photoId}: ${outcome.status} ${outcome.reason ?? ''}`);
} while (outcome.status === 'processing');
if (outcome.status !== 'ready') throw new Error(`the photo is ${outcome.status}: ${outcome.reason}`);

const { status, bytes } = await callS3(outcome.thumbnail.url);
if (status !== 200 || bytes[0] !== 0xff || bytes[1] !== 0xd8) {
  throw new Error(`S3 responded ${status} with ${bytes.length} bytes that are not a JPEG`);
}
console.log(`${photoId}: thumbnail of ${outcome.thumbnail.width} × ${outcome.thumbnail.height} pixels`);
await call(`/v1/photos/${photoId}`, { method: 'DELETE' });
