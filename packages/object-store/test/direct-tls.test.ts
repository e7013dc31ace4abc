import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createIdentity } from './create-identity.ts';
import { type Answer, goodText, headOf, startFaultServer } from './fault-server.ts';

const { signal } = new AbortController();
/** More than one record of TLS, which has 16 KiB at most. Bytes. */
const photo = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));

const answer: Answer = (socket, method) => {
  if (method !== 'GET') return void socket.write(goodText(method));
  socket.write(headOf(200, { 'content-length': String(photo.length) }));
  socket.write(photo);
};

test('over TLS the plain case is never left to the SDK, and uses one connection', async (t) => {
  const identity = await createIdentity();
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, identity.cert]);
  t.after(() => setDefaultCACertificates(trusted));
  const { direct, fallbacks, pool, seen, sockets } = await startFaultServer(t, [answer], { identity });
  for (let round = 0; round < 3; round += 1) {
    assert.ok(await direct.head('a.jpg', signal));
    const object = await direct.get('a.jpg', { maxBytes: photo.length, signal });
    assert.ok(object?.body.equals(photo));
    object?.release();
    assert.ok(await direct.put('a.jpg', photo, { contentType: 'image/jpeg' }, signal));
  }
  assert.deepEqual([fallbacks, seen.length, sockets(), pool.out.size], [[], 9, 1, 0]);
});

test('an untrusted certificate is refused, by the SDK too', async (t) => {
  const identity = await createIdentity();
  const { direct, seen, fallbacks } = await startFaultServer(t, [answer], { identity });
  await assert.rejects(direct.head('a.jpg', signal), /self-signed certificate/);
  assert.deepEqual([seen, fallbacks.length], [[], 1]);
});
