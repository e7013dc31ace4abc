import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { anna, ben, startApi } from '../start-api.ts';

let ahead = 0;
const now = () => new Date(Date.now() + ahead);
const sessionKeys = `test:${randomBytes(32).toString('base64')}`;
const env = { PUBLIC_URL: 'http://127.0.0.1', SESSION_KEYS: sessionKeys, MAX_EVENT_STREAMS: '25' };
const api = await startApi({ env, now });
after(() => api.close());

interface Event {
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into it as it expects it to be.
  readonly data: any;
}

/** Connects, and reads events one by one; undefined when the stream has ended. */
async function connect({
  by = anna,
  path = '/v1/events',
  headers = {} as Record<string, string>,
  server = api,
} = {}) {
  const abort = new AbortController();
  const response = await fetch(server.url + path, {
    headers: { ...(headers.cookie === undefined && { authorization: `Bearer ${by.key}` }), ...headers },
    signal: abort.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    async next(): Promise<Event | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const lines = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          const find = (name: string) =>
            lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
          const event = find('event');
          if (event !== undefined) return { event, id: find('id'), data: JSON.parse(find('data') ?? '') };
          continue;
        }
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) return undefined;
        text += value;
      }
    },
    close: () => abort.abort(),
  };
}

test('streams outcomes of photos to their owner only', async () => {
  const streams = [await connect(), await connect()];
  const theirs = await connect({ by: ben });
  assert.equal(streams[0]?.response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  for (const stream of [...streams, theirs]) {
    const hello = await stream.next();
    assert.deepEqual([hello?.event, hello?.data.heartbeatSeconds], ['hello', 15]);
  }
  const [ready, failed] = [await api.upload('준비.jpg'), await api.upload('failed.jpg')];
  await api.putThumbnail(ready);
  await api.putFailure(failed, 'corrupt');
  const other = await api.upload('theirs.jpg', ben);
  await api.putThumbnail(other);
  const listed = (await api.call('/v1/photos')).json.photos;
  for (const stream of streams) {
    const events = [await stream.next(), await stream.next()];
    const told = new Map(events.map((event) => [event?.data.photoId, event?.data]));
    for (const { size, uploadedAt, ...photo } of listed) {
      const { uploadedAt: issuedAt, ...data } = told.get(photo.photoId);
      assert.deepEqual(data, photo);
      assert.ok(Math.abs(Date.parse(issuedAt) - Date.parse(uploadedAt)) < 5000);
    }
  }
  assert.deepEqual(
    (await theirs.next())?.data.photoId,
    other.photoId,
    'nothing of another owner came before it',
  );
  for (const stream of [...streams, theirs]) stream.close();
});

test('streams that an outcome is gone', async () => {
  const photo = await api.upload('a.jpg');
  await api.putFailure(photo, 'timeout');
  const stream = await connect();
  await stream.next();
  await api.nextLook();
  await api.call(`/v1/photos/${photo.photoId}/retry`, { method: 'POST' });
  let event = await stream.next();
  while (event?.event === 'photo') event = await stream.next();
  assert.deepEqual([event?.event, event?.data], ['gone', { photoId: photo.photoId }]);
  stream.close();
});

for (const [how, again] of [
  ['Last-Event-ID', (id: string) => ({ headers: { 'last-event-id': id } })],
  ['since', (id: string) => ({ path: `/v1/events?since=${encodeURIComponent(id)}` })],
] as const) {
  test(`tells what was missed between two connections, by ${how}`, async () => {
    const first = await connect();
    const { id = '' } = (await first.next()) ?? {};
    first.close();
    const photo = await api.upload('missed.jpg');
    await api.putThumbnail(photo);
    const second = await connect(again(id));
    assert.equal((await second.next())?.event, 'hello');
    let event = await second.next();
    while (event && event.data.photoId !== photo.photoId) event = await second.next();
    assert.equal(event?.data.status, 'ready');
    second.close();
  });
}

test('any number of streams of an owner costs one list call a second; the number is bounded', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => connect({ by: ben })));
  for (const stream of streams) await stream.next();
  const refused = await connect({ by: ben });
  assert.deepEqual([refused.response.status, refused.response.headers.get('retry-after')], [429, '10']);
  await api.nextLook(ben);
  const start = performance.now();
  const before = api.requests.all.length;
  for (let look = 0; look < 3; look += 1) await api.nextLook(ben);
  const spent = api.requests.all.slice(before).filter(({ key }) => key.includes(ben.id)).length;
  assert.ok(spent <= (performance.now() - start) / 1000 + 2, `${spent}`);
  const own = await Promise.all(Array.from({ length: 6 }, () => connect()));
  assert.deepEqual(own.map(({ response }) => response.status).sort(), [200, 200, 200, 200, 200, 503]);
  for (const stream of [...streams, ...own, refused]) stream.close();
});

test('ends with the session', async () => {
  const ours = { 'sec-fetch-site': 'same-origin', 'x-proofsheet-request': '1' };
  const { headers } = await api.call('/auth/session', { body: { apiKey: anna.key }, headers: ours });
  const cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  ahead = 3_598_000;
  const stream = await connect({ headers: { cookie } });
  let last = await stream.next();
  for (let event = last; event; event = await stream.next()) last = event;
  ahead = 0;
  assert.deepEqual([last?.event, last?.data], ['bye', { reason: 'session' }]);
});

test('ends with the service', async () => {
  const server = await startApi({ env });
  const stream = await connect({ server });
  assert.equal((await stream.next())?.event, 'hello');
  const closed = server.close();
  assert.deepEqual((await stream.next())?.data, { reason: 'closing' });
  assert.equal(await stream.next(), undefined);
  await closed;
});

test('refused: a time that is none', async () => {
  const { response } = await connect({ path: '/v1/events?since=yesterday' });
  assert.equal(response.status, 400);
});
