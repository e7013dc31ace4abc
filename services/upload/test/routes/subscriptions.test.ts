import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { CreateTopicCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { anna, ben, startApi } from '../start-api.ts';

const topicArn = 'arn:aws:sns:us-east-1:000000000000:proofsheet';
const api = await startApi({ env: { TOPIC_ARN: topicArn, MAX_SUBSCRIPTIONS: '2' } });
const sns = new SNSClient({
  endpoint: api.aws.url,
  region: api.aws.region,
  credentials: api.aws.credentials,
});
await sns.send(new CreateTopicCommand({ Name: 'proofsheet' }));
after(async () => {
  sns.destroy();
  await api.close();
});

const subscribe = (email: string, by = anna) => api.call('/v1/subscriptions', { by, body: { email } });
const list = async (by = anna) => (await api.call('/v1/subscriptions', { by })).json.subscriptions;

async function mailsTo(address: string): Promise<{ body: string }[]> {
  const answer = await fetch(`${api.aws.url}/_mailbox`, { headers: { accept: 'application/json' } });
  return ((await answer.json()) as { to: string; body: string }[]).filter(({ to }) => to === address);
}

test('owners have no subscriptions at first, and listing creates no topic', async () => {
  assert.deepEqual(await list(), []);
  const { Topics } = await sns.send(new ListTopicsCommand());
  assert.equal(Topics?.length, 1);
});

test('an address is pending until it confirms, and gets one email to do so', async () => {
  const { status, json } = await subscribe('friend@example.org');
  assert.deepEqual([status, json.email, json.status], [201, 'friend@example.org', 'pending']);
  assert.match(json.subscriptionId, /^[0-9a-f-]{36}$/);
  const again = await subscribe('Friend@example.org');
  assert.deepEqual([again.status, again.json.status], [200, 'pending']);
  const mails = await mailsTo('friend@example.org');
  assert.equal(mails.length, 1);

  await fetch(/\S+\/_mailbox\/confirm\S+/.exec(mails[0]?.body ?? '')?.[0] ?? '');
  const { subscriptionId } = json;
  assert.deepEqual(await list(), [{ subscriptionId, email: 'friend@example.org', status: 'confirmed' }]);
});

test('the topic is the owner’s own', async () => {
  const { Topics = [] } = await sns.send(new ListTopicsCommand());
  assert.deepEqual(Topics.map(({ TopicArn }) => TopicArn).sort(), [topicArn, `${topicArn}-${anna.id}`]);
  assert.deepEqual(await list(ben), []);
});

test('owners cannot remove subscriptions of others; removing twice is fine', async () => {
  const [{ subscriptionId }] = await list();
  const path = `/v1/subscriptions/${subscriptionId}`;
  assert.equal((await api.call(path, { method: 'DELETE', by: ben })).status, 204);
  assert.equal((await list()).length, 1);
  assert.equal((await api.call(path, { method: 'DELETE' })).status, 204);
  assert.equal((await api.call(path, { method: 'DELETE' })).status, 204);
  assert.deepEqual(await list(), []);
});

test('the subscriptions of an owner are limited', async () => {
  assert.equal((await subscribe('a@example.org', ben)).status, 201);
  assert.equal((await subscribe('b@example.org', ben)).status, 201);
  const { status, json } = await subscribe('c@example.org', ben);
  assert.deepEqual([status, json.type], [409, 'urn:proofsheet:problem:too-many-subscriptions']);
  assert.deepEqual(await mailsTo('c@example.org'), []);
});

for (const email of ['', 'nobody', 'two@@example.org', 'a b@example.org', `${'x'.repeat(250)}@example.org`]) {
  test(`no address: ${email.slice(0, 20)}`, async () => {
    assert.equal((await subscribe(email)).status, 400);
  });
}

test('spellings of one mailbox get one confirmation', async () => {
  const first = await subscribe('victim+1@example.org');
  assert.equal(first.status, 201);
  for (const email of ['victim+2@example.org', 'VICTIM@example.org', 'victim@EXAMPLE.org']) {
    const { status, json } = await subscribe(email);
    assert.deepEqual([status, json.email], [200, 'victim+1@example.org'], email);
  }
  for (const email of ['victim+2@example.org', 'VICTIM@example.org', 'victim@example.org']) {
    assert.deepEqual(await mailsTo(email), []);
  }
});

test('an address that SNS does not take is named, and is not taken for subscribed', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    const { status, json } = await subscribe('anna@localhost');
    assert.deepEqual([status, json.errors[0].field], [400, 'body/email']);
  }
});

test('an owner whose subscription was removed may add another at once', async () => {
  const [mail] = await mailsTo('victim+1@example.org');
  await fetch(/\S+\/_mailbox\/confirm\S+/.exec(mail?.body ?? '')?.[0] ?? '');
  const [{ subscriptionId }] = await list();
  assert.equal((await subscribe('second@example.org')).status, 201);
  assert.equal((await subscribe('third@example.org')).status, 409);
  assert.equal((await api.call(`/v1/subscriptions/${subscriptionId}`, { method: 'DELETE' })).status, 204);
  assert.equal((await subscribe('victim+1@example.org')).status, 201);
});

test('a subscription that is pending cannot be removed, and the answer says so', async () => {
  const another = await startApi({ env: { TOPIC_ARN: topicArn } });
  await another.sns.send(new CreateTopicCommand({ Name: 'proofsheet' }));
  const { json } = await another.call('/v1/subscriptions', { body: { email: 'later@example.org' } });
  const removal = await another.call(`/v1/subscriptions/${json.subscriptionId}`, { method: 'DELETE' });
  await another.close();
  assert.deepEqual([removal.status, removal.json.type], [409, 'urn:proofsheet:problem:subscription-pending']);
});
