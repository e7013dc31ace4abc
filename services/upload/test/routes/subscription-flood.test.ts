import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { createClaimSubscription } from '../../src/subscriptions/claim-subscription.ts';
import { anna, startApi } from '../start-api.ts';

const topicArn = 'arn:aws:sns:us-east-1:000000000000:proofsheet';
const api = await startApi({ env: { TOPIC_ARN: topicArn, MAX_SUBSCRIPTIONS: '10' } });
const { url: endpoint, region, credentials } = api.aws;
const sns = new SNSClient({ endpoint, region, credentials });
await sns.send(new CreateTopicCommand({ Name: 'proofsheet' }));
after(async () => {
  sns.destroy();
  await api.close();
});

async function countMails(): Promise<number> {
  const answer = await fetch(`${api.aws.url}/_mailbox`, { headers: { accept: 'application/json' } });
  return ((await answer.json()) as unknown[]).length;
}

test('200 requests at the same time send no more confirmations than an owner may have subscriptions', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const body = { email: `victim${index}@example.org` };
      return (await api.call('/v1/subscriptions', { body })).status;
    }),
  );
  assert.ok(
    statuses.every((status) => [201, 409, 429].includes(status)),
    [...new Set(statuses)].join(),
  );
  const sent = await countMails();
  assert.ok(sent >= 1 && sent <= 10, `${sent} confirmations`);
  assert.equal(statuses.filter((status) => status === 201).length, sent);
});

test('pods at the same time claim one address once, and no more addresses than allowed together', async () => {
  const now = { time: new Date('2026-03-01T10:00:00Z') };
  const pods = [1, 2, 3].map(() =>
    createClaimSubscription({ derived: api.stores.derived, now: () => now.time }),
  );
  const signal = AbortSignal.timeout(30_000);
  const claim = (mailbox: string, listed: string[] = []) =>
    Promise.all(pods.map((pod) => pod.claim({ owner: anna.id, mailbox, listed, max: 2 }, signal)));
  const count = (results: string[], result: string) => results.filter((each) => each === result).length;
  now.time = new Date(Date.now() + 3_600_000);
  assert.equal(count(await claim('a@example.org'), 'claimed'), 1);
  assert.equal(count(await claim('b@example.org'), 'claimed'), 1);
  assert.equal(count(await claim('c@example.org'), 'too-many'), 3);
  now.time = new Date(now.time.getTime() + 60_001);
  assert.equal(count(await claim('c@example.org', ['a@example.org']), 'claimed'), 1, 'the list counts now');
  assert.equal(count(await claim('d@example.org', ['a@example.org']), 'too-many'), 3);
});
