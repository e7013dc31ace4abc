// `helm test`: sends a photo as a client does, waits until its thumbnail is there, and deletes the photo.
const { API_URL, API_KEY, TIMEOUT_SECONDS } = process.env;
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
  const answer = await fetch(API_URL + route, { ...options, headers, signal: deadline });
  const [path] = route.split('?');
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

const body = JSON.stringify({ filename: 'helm test.png', contentType, size: photo.length });
const asked = await call('/v1/uploads', { method: 'POST', body });
const { photoId, upload } = await asked.json();
const { method, headers } = upload;
const stored = await fetch(upload.url, { method, headers, body: photo, signal: deadline });
if (!stored.ok) throw new Error(`S3 refused the photo with ${stored.status}: ${await stored.text()}`);
console.log(`${photoId}: sent`);

let outcome;
do {
  outcome = await (await call(`/v1/photos/${photoId}?wait=20`)).json();
  console.log(`${photoId}: ${outcome.status} ${outcome.reason ?? ''}`);
} while (outcome.status === 'processing');
if (outcome.status !== 'ready') throw new Error(`it became ${outcome.status}, ${outcome.reason}`);

const thumbnail = await fetch(outcome.thumbnail.url, { signal: deadline });
const bytes = await thumbnail.bytes();
if (!thumbnail.ok || bytes[0] !== 0xff || bytes[1] !== 0xd8) {
  throw new Error(`S3 answered ${thumbnail.status} with ${bytes.length} bytes that are no JPEG`);
}
console.log(`${photoId}: thumbnail of ${outcome.thumbnail.width} × ${outcome.thumbnail.height} pixels`);
await call(`/v1/photos/${photoId}`, { method: 'DELETE' });
