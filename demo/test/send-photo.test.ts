import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { samplePhotos, sendPhoto } from '../src/index.ts';

/** An API and an S3 that refuse some requests because of overload. */
async function startBusyApi(t: TestContext, refusals: number) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      seen.push(`${request.method}`);
      if (seen.length <= refusals) return response.writeHead(503, { 'retry-after': '0' }).end();
      const upload = { method: 'PUT', url: `${apiUrl}/put`, headers: {} };
      return response.end(JSON.stringify({ photoId: 'p1', upload, status: 'ready' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { local: { apiUrl, apiKey: 'key' }, seen };
}

const [photo = ''] = await samplePhotos();

test('an API that has too much to do is asked again', async (t) => {
  const { local, seen } = await startBusyApi(t, 3);
  assert.equal((await sendPhoto(local, photo)).status, 'ready');
  assert.deepEqual(seen, ['POST', 'POST', 'POST', 'POST', 'PUT', 'GET']);
});

test('but not forever', async (t) => {
  const { local, seen } = await startBusyApi(t, 100);
  await assert.rejects(sendPhoto(local, photo), /answered 503/);
  assert.equal(seen.length, 10);
});
