import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetQueueAttributesCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { putUnderKeys } from '@proofsheet/harness/put-under-keys';
import { runProofsheet } from '@proofsheet/harness/run-proofsheet';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { until } from '@proofsheet/harness/until';
import sharp from 'sharp';

const photos = 500;
const { signal } = new AbortController();

test(`a queue that was purged with ${photos} messages in it loses no photo: one sweep makes all of them ready`, {
  timeout: 240_000,
}, async (t) => {
  const { originals, derived, sqs, local, startService } = await startTestSystem(t, { services: [] });
  const small = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  const keys = Array.from({ length: photos }, (_, index) => `album/${index}.jpg`);
  await putUnderKeys(originals, small, keys);
  const QueueUrl = local.originalsQueueUrl;
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  await until('a message of every photo', async () => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return Number(Attributes?.ApproximateNumberOfMessages) >= photos;
  });
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await startService('worker');

  const dry = await sweep(local, '--dry-run');
  assert.deepEqual([dry.checks, dry.found.missing], [photos, photos]);
  const { checks, requests } = await sweep(local);
  assert.equal(checks, photos);
  assert.deepEqual(requests, dry.requests);
  await until(
    'an outcome of every photo',
    async () => {
      const records = await derived.list({ prefix: 'outcomes/' }, signal);
      return records.filter(({ key }) => key.endsWith('.ready')).length === photos;
    },
    120_000,
  );
  assert.equal((await sweep(local)).checks, 0);
});

async function sweep(local: TestSystem['local'], ...args: string[]) {
  return JSON.parse(await runProofsheet(local, 'sweep', '--min-age', '0', '--json', ...args));
}
