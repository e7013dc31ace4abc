import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { isPhotoId } from '@proofsheet/photos';
import { anna, startApi } from '../start-api.ts';

const api = await startApi({ env: { MAX_UPLOAD_BYTES: '1000' } });
after(() => api.close());

const bytes = Buffer.from('not quite a photo');
const sha256 = createHash('sha256').update(bytes).digest();
const wanted = { filename: 'a.jpg', contentType: 'image/jpeg', size: bytes.length };

async function askFor(body: object) {
  const { status, json, headers } = await api.call('/v1/uploads', { body });
  assert.equal(status, 201);
  assert.equal(headers.get('cache-control'), 'no-store');
  return json as {
    photoId: string;
    upload: { url: string; headers: Record<string, string>; expiresAt: string };
  };
}

/** `fetch` sets the length by itself, as a browser does. */
async function put(url: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  const { 'content-length': _, ...others } = headers;
  return (await fetch(url, { method: 'PUT', headers: others, body })).status;
}

test('an upload goes to the photo of its id, under the name that the client gave', async () => {
  const { photoId, upload } = await askFor({ ...wanted, filename: '한글 사진 + 100%.jpg' });
  assert.ok(isPhotoId(photoId));
  assert.equal(await put(upload.url, upload.headers, bytes), 200);
  const [object] = await api.stores.originals.list(
    { prefix: `photos/${anna.id}/${photoId}/` },
    AbortSignal.timeout(5000),
  );
  assert.equal(object?.key, `photos/${anna.id}/${photoId}/한글 사진 + 100%.jpg`);
  assert.equal(object?.size, bytes.length);
});

test('a URL lives as long as the settings say', async () => {
  const { upload } = await askFor(wanted);
  const seconds = (Date.parse(upload.expiresAt) - Date.now()) / 1000;
  assert.ok(seconds > 890 && seconds <= 900, `${seconds}`);
});

for (const [format, value] of [
  ['hex', sha256.toString('hex')],
  ['base64', sha256.toString('base64')],
]) {
  test(`a SHA-256 in ${format} is what S3 checks the bytes with`, async () => {
    const { upload } = await askFor({ ...wanted, sha256: value });
    const other = Buffer.from('not quite A photo');
    assert.equal(await put(upload.url, upload.headers, other), 400);
    assert.equal(await put(upload.url, upload.headers, bytes), 200);
  });
}

test('S3 refuses what was not signed', async () => {
  const { upload } = await askFor({ ...wanted, sha256: sha256.toString('hex') });
  const { 'x-amz-checksum-sha256': _, ...unchecked } = upload.headers;
  const elsewhere = upload.url.replace('a.jpg', 'b.jpg');
  assert.equal(await put(upload.url, upload.headers, bytes.subarray(1)), 403, 'length');
  assert.equal(await put(upload.url, { ...upload.headers, 'content-type': 'text/html' }, bytes), 403, 'type');
  assert.equal(await put(upload.url, unchecked, bytes), 403, 'checksum');
  assert.equal(await put(elsewhere, upload.headers, bytes), 403, 'key');
  assert.equal(await put(upload.url, upload.headers, bytes), 200);
  assert.equal(await put(upload.url, upload.headers, bytes), 412, 'a second time');
});

const invalid: [what: string, body: unknown, field: string][] = [
  ['no body', {}, 'body'],
  ['a body that is no object', [], 'body'],
  ['no filename', { ...wanted, filename: undefined }, 'body'],
  ['an empty filename', { ...wanted, filename: '' }, 'body/filename'],
  ['a filename beyond 1024 characters', { ...wanted, filename: 'a'.repeat(1025) }, 'body/filename'],
  ['a filename that is a number', { ...wanted, filename: 1 }, 'body/filename'],
  ['a size in a string', { ...wanted, size: '17' }, 'body/size'],
  ['half a byte', { ...wanted, size: 1.5 }, 'body/size'],
  ['a negative size', { ...wanted, size: -1 }, 'body/size'],
  ['a SHA-1', { ...wanted, sha256: 'a'.repeat(40) }, 'body/sha256'],
  ['a method that is none', { ...wanted, method: 'GET' }, 'body/method'],
  ['a field that is not known', { ...wanted, fileName: 'a.jpg' }, 'body/fileName'],
];
for (const [what, body, field] of invalid) {
  test(`refused, and the field named: ${what}`, async () => {
    const { status, json, headers } = await api.call('/v1/uploads', { body });
    assert.equal(status, 400);
    assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.equal(json.type, 'urn:proofsheet:problem:invalid-request');
    assert.equal(json.requestId, headers.get('x-request-id'));
    assert.ok(
      json.errors.some((error: { field: string }) => error.field === field),
      JSON.stringify(json.errors),
    );
  });
}

const refused: [
  what: string,
  body: unknown,
  status: number,
  type: string,
  headers?: Record<string, string>,
][] = [
  ['more bytes than are allowed', { ...wanted, size: 1001 }, 413, 'photo-too-large'],
  ['a size that no integer can hold', { ...wanted, size: 1e30 }, 413, 'photo-too-large'],
  ['a type that is no photo', { ...wanted, contentType: 'image/svg+xml' }, 415, 'content-type-refused'],
  ['a header behind the type', { ...wanted, contentType: 'image/jpeg\r\nx: y' }, 415, 'content-type-refused'],
  ['half a JSON document', '{"filename":', 400, 'invalid-request'],
  ['a prototype', '{"__proto__":{"size":1}}', 400, 'invalid-request'],
  ['a form', 'a=b', 415, 'unsupported-media-type', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a megabyte of JSON', JSON.stringify({ filename: 'a'.repeat(2 ** 20) }), 413, 'body-too-large'],
];
for (const [what, body, status, type, headers = {}] of refused) {
  test(`refused: ${what}`, async () => {
    const answer = await api.call('/v1/uploads', { body, headers });
    assert.equal(answer.status, status);
    assert.equal(answer.json.type, `urn:proofsheet:problem:${type}`);
  });
}

const names: [what: string, filename: string, stored: string][] = [
  ['folders', '../../etc/pass wd.jpg', 'pass wd.jpg'],
  ['encoded dots', '%2e%2e.jpg', '%2e%2e.jpg'],
  ['a header', 'a\r\nx-amz-acl: public-read.jpg', 'ax-amz-acl: public-read.jpg'],
  ['dots only', '..', 'photo'],
];
for (const [what, filename, stored] of names) {
  test(`a name does no harm: ${what}`, async () => {
    const { photoId, upload } = await askFor({ ...wanted, filename });
    assert.equal(await put(upload.url, upload.headers, bytes), 200);
    const { json } = await api.call(`/v1/photos/${photoId}`);
    assert.equal(json.filename, stored);
  });
}

test('the headers to send hold none that browsers refuse to set', async () => {
  const { upload } = await askFor(wanted);
  assert.deepEqual(Object.keys(upload.headers).sort(), ['content-type', 'if-none-match']);
});

test('a request that is wrong in more ways than its size and type is called invalid', async () => {
  const { status, json } = await api.call('/v1/uploads', { body: { ...wanted, size: 1001, filename: '' } });
  assert.deepEqual([status, json.type], [400, 'urn:proofsheet:problem:invalid-request']);
  const both = await api.call('/v1/uploads', {
    body: { ...wanted, size: 1001, contentType: 'image/svg+xml' },
  });
  assert.equal(both.json.errors.length, 2);
});
