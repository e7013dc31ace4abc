import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const api = await startApi({ env: { UPLOAD_URL_SECONDS: '60' } });
after(() => api.close());

const bytes = Buffer.from('not quite a photo');
const wanted = {
  filename: '한글 사진 + 100%.jpg',
  contentType: 'image/jpeg',
  size: bytes.length,
  method: 'POST',
};

async function askFor(body: object) {
  const { status, json } = await api.call('/v1/uploads', { body });
  assert.equal(status, 201);
  assert.equal(json.upload.method, 'POST');
  return json as {
    photoId: string;
    upload: { url: string; fields: Record<string, string>; expiresAt: string };
  };
}

async function send(url: string, fields: Record<string, string>, file: Buffer): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(file)]), 'other name.png');
  return (await fetch(url, { method: 'POST', body: form })).status;
}

test('a form uploads the photo, under the name that was asked for', async () => {
  const { photoId, upload } = await askFor(wanted);
  assert.equal(await send(upload.url, upload.fields, bytes), 204);
  const { json } = await api.call(`/v1/photos/${photoId}`);
  assert.deepEqual([json.filename, json.size], [wanted.filename, bytes.length]);
  const seconds = (Date.parse(upload.expiresAt) - Date.now()) / 1000;
  assert.ok(seconds > 50 && seconds <= 60, `${seconds}`);
});

test('S3 refuses a form that is not as it was signed', async () => {
  const { upload } = await askFor(wanted);
  const { url, fields } = upload;
  const other = { ...fields, key: `${fields.key}x` };
  const { 'X-Amz-Signature': _, ...unsigned } = fields;
  assert.equal(await send(url, other, bytes), 403, 'another key');
  assert.equal(await send(url, { ...fields, 'Content-Type': 'text/html' }, bytes), 403, 'another type');
  assert.equal(await send(url, { ...fields, acl: 'public-read' }, bytes), 403, 'a field more');
  assert.notEqual(await send(url, unsigned, bytes), 204, 'no signature');
  assert.equal(await send(url, fields, bytes.subarray(1)), 400, 'less');
  assert.equal(await send(url, fields, Buffer.concat([bytes, bytes])), 400, 'more');
  assert.equal(await send(url, fields, bytes), 204);
});

const refused: [what: string, change: object, field: string][] = [
  ['a checksum, which a policy cannot ask for', { sha256: 'a'.repeat(64) }, 'body/sha256'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what S3 would replace.
  ['the placeholder of S3 in a name', { filename: 'a-${filename}.jpg' }, 'body/filename'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the same.
  ['the same, hidden by an invisible character', { filename: 'a-${file\u200Bname}.jpg' }, 'body/filename'],
];
for (const [what, change, field] of refused) {
  test(`refused: ${what}`, async () => {
    const { status, json } = await api.call('/v1/uploads', { body: { ...wanted, ...change } });
    assert.deepEqual([status, json.errors[0].field], [400, field]);
  });
}
