import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { anna, ben, startApi } from '../start-api.ts';

const mebibyte = 1024 ** 2;
const api = await startApi({ env: { MAX_UPLOAD_BYTES: String(9 * mebibyte) } });
after(() => api.close());

interface Begun {
  readonly photoId: string;
  readonly key: string;
  readonly uploadId: string;
  readonly partSize: number;
}

async function begin(filename = '한글 사진 + 100%.jpg', size = 9 * mebibyte): Promise<Begun> {
  const { status, json } = await api.call('/v1/uploads/multipart', {
    body: { filename, contentType: 'image/jpeg', size },
  });
  assert.equal(status, 201);
  return json;
}

const identify = ({ key, uploadId }: Begun) => ({ key, uploadId });
const query = (begun: Begun) => new URLSearchParams(identify(begun));

async function sign(begun: Begun, partNumber: number, size: number) {
  const body = { ...identify(begun), partNumber, size };
  const { status, json } = await api.call(`/v1/uploads/${begun.photoId}/parts`, { body });
  assert.equal(status, 200);
  return json as { url: string };
}

async function sendPart(begun: Begun, partNumber: number, bytes: Buffer): Promise<string> {
  const { url } = await sign(begun, partNumber, bytes.length);
  const { status, headers } = await fetch(url, { method: 'PUT', body: new Uint8Array(bytes) });
  assert.equal(status, 200);
  return headers.get('etag') ?? '';
}

const complete = (begun: Begun, parts: { PartNumber: number; ETag: string }[], by = anna) =>
  api.call(`/v1/uploads/${begun.photoId}/complete`, { by, body: { ...identify(begun), parts } });

test('a photo in two parts', async () => {
  const begun = await begin();
  assert.equal(begun.partSize, 8 * mebibyte);
  const bytes = [Buffer.alloc(8 * mebibyte, 1), Buffer.alloc(mebibyte, 2)];
  const etags = [await sendPart(begun, 1, bytes[0] as Buffer), await sendPart(begun, 2, bytes[1] as Buffer)];
  const listed = await api.call(`/v1/uploads/${begun.photoId}/parts?${query(begun)}`);
  assert.deepEqual(listed.json, [
    { PartNumber: 1, Size: 8 * mebibyte, ETag: etags[0] },
    { PartNumber: 2, Size: mebibyte, ETag: etags[1] },
  ]);
  const parts = etags.map((ETag, index) => ({ PartNumber: index + 1, ETag }));
  const completed = await complete(begun, parts);
  assert.deepEqual([completed.status, completed.json], [200, { location: `/v1/photos/${begun.photoId}` }]);
  const { json } = await api.call(completed.json.location);
  assert.deepEqual([json.filename, json.size], ['한글 사진 + 100%.jpg', 9 * mebibyte]);
  const original = await api.stores.originals.head(begun.key, AbortSignal.timeout(5000));
  assert.equal(original?.contentType, 'image/jpeg');
});

test('S3 refuses a part that is not as long as was said, or another one', async () => {
  const begun = await begin();
  const { url } = await sign(begun, 1, 10);
  const put = async (to: string, body: string) => (await fetch(to, { method: 'PUT', body })).status;
  assert.equal(await put(url, '123456789'), 403);
  assert.equal(await put(url.replace('partNumber=1', 'partNumber=2'), '1234567890'), 403);
  assert.equal(await put(url, '1234567890'), 200);
});

test('parts that do not fit into the declared size are not signed', async () => {
  const begun = await begin('a.jpg', 9 * mebibyte);
  const refused: [partNumber: number, size: number][] = [
    [1, 9 * mebibyte + 1],
    [2, 5 * mebibyte],
    [10_000, 1024],
    [10_000, 100 * mebibyte],
  ];
  for (const [partNumber, size] of refused) {
    const body = { ...identify(begun), partNumber, size };
    const { status } = await api.call(`/v1/uploads/${begun.photoId}/parts`, { body });
    assert.ok(status === 400 || status === 413, `part ${partNumber} of ${size} bytes: ${status}`);
  }
  // Uppy's parts have 5 MiB unless it is told otherwise.
  await sign(begun, 1, 5 * mebibyte);
  await sign(begun, 2, 4 * mebibyte);
});

test('parts of fewer bytes than declared do not become a photo', async () => {
  const begun = await begin('a.jpg', 9 * mebibyte);
  const parts = [{ PartNumber: 1, ETag: await sendPart(begun, 1, Buffer.alloc(5 * mebibyte)) }];
  const { status, json } = await complete(begun, parts);
  assert.deepEqual([status, json.errors[0].field], [400, 'body/parts']);
  assert.equal((await api.call(`/v1/photos/${begun.photoId}`)).status, 404);
  parts.push({ PartNumber: 2, ETag: await sendPart(begun, 2, Buffer.alloc(4 * mebibyte)) });
  assert.equal((await complete(begun, parts)).status, 200);
});

test('completing twice is as good as once, until the photo is deleted', async () => {
  const begun = await begin('a.jpg', 10);
  const parts = [{ PartNumber: 1, ETag: await sendPart(begun, 1, Buffer.alloc(10)) }];
  const first = await complete(begun, parts);
  const second = await complete(begun, parts);
  assert.deepEqual([second.status, second.json], [200, first.json]);
  assert.equal((await api.call(`/v1/photos/${begun.photoId}`, { method: 'DELETE' })).status, 202);
  assert.equal((await complete(begun, parts)).status, 404);
});

test('the id of an upload cannot be changed, nor used for another photo', async () => {
  const [begun, other] = [await begin('a.jpg', 10), await begin('b.jpg', 10)];
  const [payload = '', mac = ''] = begun.uploadId.split('.');
  const [s3Id] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, number];
  const larger = Buffer.from(JSON.stringify([s3Id, 10 ** 9])).toString('base64url');
  for (const uploadId of [
    s3Id,
    `${larger}.${mac}`,
    `${payload}.`,
    payload,
    `${payload}.${mac.slice(1)}`,
    other.uploadId,
    '.',
  ]) {
    const body = { key: begun.key, uploadId, partNumber: 1, size: 10 };
    const { status, json } = await api.call(`/v1/uploads/${begun.photoId}/parts`, { body });
    assert.deepEqual([status, json.type], [404, 'urn:proofsheet:problem:upload-not-found'], uploadId);
  }
});

test('half of a surrogate pair in a key or an id is no upload', async () => {
  const begun = await begin('a.jpg', 10);
  for (const fields of [
    { key: `${begun.key}\uD800` },
    { uploadId: `${begun.uploadId}\uD800` },
    { key: '\uD800' },
  ]) {
    const body = { ...identify(begun), ...fields, partNumber: 1, size: 10 };
    const part = await api.call(`/v1/uploads/${begun.photoId}/parts`, { body });
    assert.equal(part.status, 404);
  }
});

test('parts that are not there are named', async () => {
  const begun = await begin();
  const { status, json } = await complete(begun, [{ PartNumber: 1, ETag: '"nonsense"' }]);
  assert.deepEqual([status, json.errors[0].field], [400, 'body/parts']);
});

test('an upload that was ended is gone', async () => {
  const begun = await begin();
  const path = `/v1/uploads/${begun.photoId}?${query(begun)}`;
  const { status, text } = await api.call(path, { method: 'DELETE' });
  assert.deepEqual([status, text], [204, '']);
  const again = await api.call(path, { method: 'DELETE' });
  assert.deepEqual([again.status, again.json.type], [404, 'urn:proofsheet:problem:upload-not-found']);
});

test("another's upload is not there, whatever key is said to go with it", async () => {
  const begun = await begin();
  const path = `/v1/uploads/${begun.photoId}`;
  const others = { ...begun, key: begun.key.replace(anna.id, ben.id) };
  for (const [what, upload] of [
    ['their key', begun],
    ['a key of the caller', others],
    ['a key that is no photo', { ...begun, key: 'incoming/a.jpg' }],
  ] as const) {
    const part = { ...identify(upload), partNumber: 1, size: 10 };
    const answers = [
      await api.call(`${path}/parts`, { by: ben, body: part }),
      await api.call(`${path}/parts?${query(upload)}`, { by: ben }),
      await complete(upload, [{ PartNumber: 1, ETag: '"x"' }], ben),
      await api.call(`${path}?${query(upload)}`, { by: ben, method: 'DELETE' }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 404, 404],
      what,
    );
  }
  assert.equal((await api.call(`${path}/parts?${query(begun)}`)).status, 200, 'and it stays');
});

const refused: [what: string, path: string, body: object, status: number][] = [
  [
    'too many bytes',
    'multipart',
    { filename: 'a.jpg', contentType: 'image/jpeg', size: 9 * mebibyte + 1 },
    413,
  ],
  ['a type that is no photo', 'multipart', { filename: 'a.svg', contentType: 'image/svg+xml', size: 1 }, 415],
  [
    'a checksum of the whole',
    'multipart',
    { filename: 'a.jpg', contentType: 'image/jpeg', size: 1, sha256: '' },
    400,
  ],
  ['part 0', '0/parts', { key: 'a', uploadId: 'b', partNumber: 0, size: 1 }, 400],
  ['part 10,001', '0/parts', { key: 'a', uploadId: 'b', partNumber: 10_001, size: 1 }, 400],
  ['no parts', '0/complete', { key: 'a', uploadId: 'b', parts: [] }, 400],
];
for (const [what, path, body, status] of refused) {
  test(`refused: ${what}`, async () => {
    assert.equal((await api.call(`/v1/uploads/${path}`, { body })).status, status);
  });
}

test('several parts are signed in one call, each as one by itself', async () => {
  const begun = await begin();
  const parts = [
    { partNumber: 2, size: mebibyte },
    { partNumber: 1, size: begun.partSize },
  ];
  const path = `/v1/uploads/${begun.photoId}/parts`;
  const { status, json } = await api.call(`${path}/batch`, { body: { ...identify(begun), parts } });
  assert.equal(status, 200);
  assert.deepEqual(
    json.parts.map(({ partNumber }: { partNumber: number }) => partNumber),
    [2, 1],
  );
  const [{ url: second }] = json.parts;
  assert.equal((await fetch(second, { method: 'PUT', body: 'of another length' })).status, 403);
  for (const { url, method, headers, partNumber } of json.parts) {
    const size = parts.find((part) => part.partNumber === partNumber)?.size ?? 0;
    assert.equal((await fetch(url, { method, headers, body: Buffer.alloc(size) })).status, 200);
  }
  const refuse = async (body: object, by = anna) =>
    (await api.call(`${path}/batch`, { by, body: { ...identify(begun), ...body } })).status;
  assert.equal(await refuse({ parts }, ben), 404);
  assert.equal(await refuse({ parts: [{ partNumber: 1, size: 10 * mebibyte }] }), 413);
  assert.equal(await refuse({ parts: [{ partNumber: 2, size: 8 * mebibyte }] }), 400);
  assert.equal(await refuse({ parts: [] }), 400);
  const many = Array.from({ length: 101 }, (_, index) => ({ partNumber: index + 1, size: 1 }));
  assert.equal(await refuse({ parts: many }), 400);
});
