import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counter } from 'prom-client';
import { createMetrics } from '../../src/create-metrics.ts';
import { startOpsServer } from '../../src/ops-server.ts';

test('50 photos before the first scrape are an increase of 50 for Prometheus, and 50 for anybody else', async (t) => {
  const metrics = createMetrics('worker');
  new Counter({ name: 'photos_total', help: 'h', registers: [metrics] }).inc(50);
  const { port, server } = await startOpsServer({ host: '127.0.0.1', port: 0, metrics, ready: () => true });
  t.after(() => server.close());
  const read = async (headers: Record<string, string>) => {
    const page = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
    return Number(/^photos_total\S+ (\d+)$/m.exec(page)?.[1]);
  };
  const prometheus = { 'x-prometheus-scrape-timeout-seconds': '10', connection: 'close' };
  const person = { connection: 'close' };
  assert.equal(await read(person), 50);
  const first = await read(prometheus);
  const second = await read(prometheus);
  assert.equal(second - first, 50);
  assert.equal(await read(person), 50);
});
