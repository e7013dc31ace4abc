import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { samplePhotos } from '@proofsheet/demo';
import { envThrough } from '@proofsheet/harness/env-through';
import { startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { sendBytes } from '@proofsheet/harness/send-bytes';
import { startTestSystem } from '@proofsheet/harness/start-test-system';
import { startTlsProxy } from '@proofsheet/harness/tls-proxy';
import { until } from '@proofsheet/harness/until';

const { signal } = new AbortController();
const mib = 1024 ** 2;
const brushes = await readFile((await samplePhotos()).find((file) => file.endsWith('brushes.jpg')) ?? '');

/** An error of S3, in answers that fill many records. */
const page = Buffer.alloc(mib, ' ').fill('<Error><Code>SlowDown</Code></Error>', 0).toString();

/** Sizes around the first guess of the worker, 16 MiB, above which an answer is refused by its head. */
const sizes: Readonly<Record<number, string>> = {
  0: 'failed empty',
  1: 'failed unsupported-format',
  [16 * mib - 1]: 'made',
  [16 * mib]: 'made',
  [16 * mib + 1]: 'made',
  [20 * mib]: 'made',
  [90 * mib]: 'made',
};

for (const records of ['fill', 'split'] as const) {
  test(`over TLS the chain works as without, for all sizes: records ${records}`, {
    timeout: 240_000,
  }, async (t) => {
    const ended = new Map<unknown, string>();
    const system = await startTestSystem(t, {
      services: [],
      onLine: (_, { msg, key, outcome, reason }) => {
        if (msg === 'reconciled') ended.set(key, `${outcome} ${reason ?? ''}`.trim());
      },
    });
    const { endpoint } = system.local;
    // Every first read of an original, and every first write of a thumbnail, is refused with a megabyte of text.
    const refused = new Set<string>();
    const faulty = await startFaultProxy(t, endpoint, ({ method, path }) => {
      const call = `${method} ${path}`;
      if (!/^(GET|PUT) .*(originals|thumbnails)/.test(call) || refused.has(call)) return 'pass';
      refused.add(call);
      return { status: 503, body: page };
    });
    const proxy = await startTlsProxy(t, faulty, records);
    const env = { ...envThrough(system.local, proxy.url), NODE_EXTRA_CA_CERTS: proxy.certificate };
    const services = await Promise.all([
      system.startService('upload', { ...env, S3_PUBLIC_ENDPOINT: endpoint }),
      system.startService('worker', env),
      system.startService('notifier', env),
    ]);

    const uploaded = await sendBytes(system.local, 'uploaded.jpg', brushes);
    assert.equal(uploaded.status, 'ready');
    for (const size of Object.keys(sizes).map(Number)) {
      const body = Buffer.concat([brushes, Buffer.alloc(Math.max(0, size - brushes.length))]);
      await system.originals.put(
        `${size}.jpg`,
        body.subarray(0, size),
        { contentType: 'image/jpeg' },
        signal,
      );
    }
    await until('every outcome', async () => ended.size === Object.keys(sizes).length + 1, 120_000);
    for (const [size, outcome] of Object.entries(sizes))
      assert.equal(ended.get(`${size}.jpg`), outcome, size);
    const made = Object.values(sizes).filter((outcome) => outcome === 'made').length + 1;
    await until('an email for each photo', async () => (await system.mails.read()).length === made, 60_000);

    assert.ok(proxy.connections() > 3, 'the services came by the proxy');
    assert.ok(refused.size >= Object.keys(sizes).length, 'answers were refused');
    assert.deepEqual(await Promise.all(services.map((service) => service.stop())), [0, 0, 0]);
  });
}
