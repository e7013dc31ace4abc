import assert from 'node:assert/strict';
import { test } from 'node:test';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { startTestSystem } from '@proofsheet/harness/start-test-system';
import { until } from '@proofsheet/harness/until';

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

test('a subscribed address gets notifications of that owner’s photos only', {
  timeout: 120_000,
}, async (t) => {
  const { local, mails } = await startTestSystem(t);
  const { apiUrl, apiKey, otherApiKey, mailboxUrl } = local;
  const [sample = ''] = await samplePhotos();
  const subscribed = await fetch(`${apiUrl}/v1/subscriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'friend@example.org' }),
  });
  assert.equal(subscribed.status, 201);
  const mailsToFriend = async () => {
    const answer = await fetch(mailboxUrl, { headers: { accept: 'application/json' } });
    return ((await answer.json()) as Mail[]).filter(({ to }) => to === 'friend@example.org');
  };
  const [confirmation] = await until('the confirmation email', async () => {
    const all = await mailsToFriend();
    return all.length > 0 && all;
  });
  const link = /https?:\/\/\S+confirm\S*/i.exec(confirmation?.body ?? '')?.[0] ?? '';
  assert.equal((await fetch(link)).status, 200);

  const foreign = await sendPhoto({ apiUrl, apiKey: otherApiKey }, sample);
  await mails.waitFor(foreign.photoId, 20_000);
  const own = await sendPhoto(local, sample);
  const notified = await until('the email to the friend', async () => {
    const [, ...later] = await mailsToFriend();
    return later.length > 0 && later;
  });
  assert.equal(notified.length, 1);
  const photoLink = /http\S+\/l\/\S+/.exec(notified[0]?.body ?? '')?.[0] ?? '';
  const { headers } = await fetch(photoLink, { redirect: 'manual' });
  assert.ok(headers.get('location')?.includes(own.photoId));
});
