import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { startApi } from '../start-api.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'album-'));
await mkdir(path.join(folder, 'assets'));
await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>album</title>');
await writeFile(path.join(folder, 'sw.js'), 'self;');
await writeFile(path.join(folder, 'assets', 'page-abc.js'), 'export {};'.repeat(500));
const api = await startApi({
  env: { ALBUM_DIR: folder, OIDC_ISSUER: 'https://login.example/realm', OIDC_AUDIENCE: 'album' },
});
after(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const get = (address: string, init?: RequestInit) => fetch(api.url + address, init);

for (const address of ['/', '/p/0123', '/s/a.token', '/p/%ED%95%9C']) {
  test(`the page is at ${address}, and may do little`, async () => {
    const { status, headers, ...response } = await get(address).then(async (answer) => ({
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
    }));
    assert.equal(status, 200);
    assert.match(response.text, /<title>album/);
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(headers.get('cache-control'), 'no-cache');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(
      headers.get('content-security-policy'),
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: ${api.aws.url}; ` +
        `connect-src 'self' ${api.aws.url}; worker-src 'self'; manifest-src 'self'; ` +
        "frame-src 'self' https://login.example; base-uri 'none'; form-action 'self' https://login.example; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types proofsheet",
    );
  });
}

test('files with a hash in their names are kept, the service worker is not', async () => {
  const asset = await get('/assets/page-abc.js', { headers: { 'accept-encoding': 'br' } });
  assert.equal(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.match(asset.headers.get('content-type') ?? '', /javascript/);
  assert.equal(asset.headers.get('content-encoding'), 'br');
  assert.equal((await asset.text()).length, 5000);
  assert.equal((await get('/sw.js')).headers.get('cache-control'), 'no-cache');
});

test('what is not there is a problem, as everywhere', async () => {
  for (const address of ['/assets/none.js', '/v1/nothing', '/index.php', '/..%2f..%2fpackage.json']) {
    const { status, headers } = await get(address);
    assert.equal(status, 404, address);
    assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/, address);
  }
  assert.equal((await get('/v1/photos')).status, 401, 'the API is still the API');
});

test('without a folder there is no page', async () => {
  const none = await startApi();
  try {
    assert.equal((await fetch(`${none.url}/`)).status, 404);
  } finally {
    await none.close();
  }
});
