import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '../../../src/signature/sha256.ts';
import { BUCKET, openTestBucket, type TestAws } from '../../open-test-aws.ts';

const KEY = 'photos/한글 사진.jpg';

interface Form extends TestAws {
  readonly fields: Record<string, string>;
}

async function prepare(t: TestContext, expiresIn = 600): Promise<Form> {
  const opened = await openTestBucket(t);
  const { credentials, region } = opened.aws;
  const date = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const fields: Record<string, string> = {
    key: KEY,
    'Content-Type': 'image/jpeg',
    success_action_status: '201',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${credentials.accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Date': date,
  };
  const exact = Object.entries(fields).filter(([name]) => name !== 'key');
  const conditions = [
    { bucket: BUCKET },
    ['starts-with', '$key', 'photos/'],
    ['content-length-range', 3, 10],
    ...exact.map(([name, value]) => ({ [name]: value })),
  ];
  const expiration = new Date(Date.now() + expiresIn * 1000).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  const signer = new SignatureV4({ credentials, region, service: 's3', sha256: Sha256 });
  return { ...opened, fields: { ...fields, policy, 'X-Amz-Signature': await signer.sign(policy) } };
}

async function post({ aws }: TestAws, fields: Record<string, string>, bytes = 'photo'): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes]), 'client.jpg');
  return fetch(`${aws.url}/${BUCKET}`, { method: 'POST', body: form });
}

async function expectRefusal(form: Form, answer: Response, status: number, pattern: RegExp): Promise<void> {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.match(text, pattern);
  assert.equal((await form.s3.send(new ListObjectsV2Command({ Bucket: BUCKET }))).KeyCount, 0);
}

test('a form that keeps to its policy is stored', async (t) => {
  const form = await prepare(t);
  const answer = await post(form, form.fields);
  const text = await answer.text();
  assert.equal(answer.status, 201, text);
  assert.match(text, /<Key>photos\/한글 사진.jpg<\/Key>/);
  const { Body, ContentType } = await form.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: KEY }));
  assert.equal(await Body?.transformToString(), 'photo');
  assert.equal(ContentType, 'image/jpeg');
});

test("the key may take the file's name", async (t) => {
  const form = await prepare(t);
  assert.equal((await post(form, { ...form.fields, key: 'photos/$' + '{filename}' })).status, 201);
  await form.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'photos/client.jpg' }));
});

test('a key outside the policy is refused', async (t) => {
  const form = await prepare(t);
  const answer = await post(form, { ...form.fields, key: 'other' });
  await expectRefusal(form, answer, 403, /Policy Condition failed/);
});

test('another content type is refused', async (t) => {
  const form = await prepare(t);
  const answer = await post(form, { ...form.fields, 'Content-Type': 'text/html' });
  await expectRefusal(form, answer, 403, /Policy Condition failed/);
});

test('a field that no condition names is refused', async (t) => {
  const form = await prepare(t);
  const answer = await post(form, { 'x-amz-meta-owner': 'me', ...form.fields });
  await expectRefusal(form, answer, 403, /Extra input fields: x-amz-meta-owner/);
});

test('files too small or too large are refused', async (t) => {
  const form = await prepare(t);
  await expectRefusal(form, await post(form, form.fields, 'ab'), 400, /EntityTooSmall/);
  await expectRefusal(form, await post(form, form.fields, 'a'.repeat(5_000_000)), 400, /EntityTooLarge/);
});

test('after its end a policy is refused', async (t) => {
  const form = await prepare(t, -1);
  await expectRefusal(form, await post(form, form.fields), 403, /Policy expired/);
});

test('another policy than the one signed is refused', async (t) => {
  const form = await prepare(t);
  const expiration = new Date(Date.now() + 1e6).toISOString();
  const policy = Buffer.from(JSON.stringify({ expiration, conditions: [] })).toString('base64');
  await expectRefusal(form, await post(form, { ...form.fields, policy }), 403, /SignatureDoesNotMatch/);
});

test('a form without a policy or without a file is refused', async (t) => {
  const form = await prepare(t);
  await expectRefusal(form, await post(form, { key: KEY }), 403, /AccessDenied/);
  const empty = new FormData();
  empty.append('key', KEY);
  const answer = await fetch(`${form.aws.url}/${BUCKET}`, { method: 'POST', body: empty });
  await expectRefusal(form, answer, 400, /exactly one file/);
});
