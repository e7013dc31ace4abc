import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { test } from 'node:test';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { openTestAws } from '../open-test-aws.ts';

test('the page shows mails as text, with links', async (t) => {
  const { aws, sns } = await openTestAws(t);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'photos' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'ann@example.com' }));
  const page = await (await fetch(aws.mailboxUrl)).text();
  const link = /<a href="(http[^"]+confirm[^"]+)"/.exec(page)?.[1] ?? '';
  await fetch(link);
  const Message = '<script>alert(1)</script> https://example.com/?a=1&b="2"';
  await sns.send(new PublishCommand({ TopicArn, Message, Subject: '<b>bold</b>' }));
  const after = await (await fetch(aws.mailboxUrl)).text();
  assert.doesNotMatch(after, /<script|<b>/);
  assert.match(after, /&lt;b&gt;bold/);
  assert.match(after, /<a href="https:\/\/example.com\/\?a=1&amp;b=">/);
  assert.match(after, /for development and tests only/);
  assert.ok(after.indexOf('bold') < after.indexOf('Subscription Confirmation'), 'newest first');
});

test('the mailbox knows no host but this one', async (t) => {
  const { aws } = await openTestAws(t);
  const call = request(aws.mailboxUrl, { headers: { host: 'attacker.example' } });
  call.end();
  const [answer] = await once(call, 'response');
  assert.equal(answer.statusCode, 403);
  answer.resume();
});

test('an invented link is 404', async (t) => {
  const { aws } = await openTestAws(t);
  for (const path of ['/confirm', '/confirm?token=x', '/unsubscribe?token=x', '/other']) {
    assert.equal((await fetch(aws.mailboxUrl + path)).status, 404);
  }
});
