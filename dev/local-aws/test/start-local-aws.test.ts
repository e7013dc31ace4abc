import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { createStack, type LocalAws, startLocalAws } from '../src/index.ts';

function connect({ url: endpoint, region, credentials }: LocalAws) {
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  return { s3, sns: new SNSClient({ endpoint, region, credentials }) };
}

test('objects, topics and mails outlive the process; what a crash left is cleared', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-aws-'));
  t.after(() => rm(dataDir, { recursive: true }));
  const first = await startLocalAws({ dataDir });
  const { url: endpoint, region, credentials } = first;
  const stack = await createStack({ endpoint, region, credentials, email: 'ann@example.com' });
  const object = { Bucket: stack.originalsBucket, Key: '한글/../x' };
  for (const Body of ['old', 'new']) await connect(first).s3.send(new PutObjectCommand({ ...object, Body }));
  await first.close();
  const blobs = join(dataDir, 's3', 'blobs');
  await writeFile(join(blobs, 'left-by-a-crash'), 'x');

  const second = await startLocalAws({ dataDir });
  t.after(() => second.close());
  const { s3, sns } = connect(second);
  const { Body } = await s3.send(new GetObjectCommand(object));
  assert.equal(await Body?.transformToString(), 'new');
  const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: stack.originalsBucket }));
  assert.equal(KeyCount, 1);
  assert.equal((await readdir(blobs)).length, 1);
  const { TopicArn } = { TopicArn: stack.topicArn };
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  assert.equal(Subscriptions?.length, 1);
  const mails = await fetch(second.mailboxUrl, { headers: { accept: 'application/json' } });
  assert.equal(((await mails.json()) as object[]).length, 1);
});
