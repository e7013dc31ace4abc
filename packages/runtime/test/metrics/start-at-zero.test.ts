import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createStartAtZero } from '../../src/metrics/start-at-zero.ts';

function createRegistry() {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'worker' });
  const photos = new Counter({
    name: 'photos_total',
    help: 'h',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const delay = new Histogram({ name: 'delay_seconds', help: 'h', buckets: [1, 60], registers: [registry] });
  new Gauge({ name: 'slots', help: 'h', registers: [registry] }).set(7);
  return { registry, photos, delay };
}

const samples = (page: string) => page.split('\n').filter((line) => line && !line.startsWith('#'));

test('what is counted before the first scrape appears between the first and the second', async () => {
  const { registry, photos, delay } = createRegistry();
  photos.inc({ outcome: 'made' }, 50);
  delay.observe(2);
  const startAtZero = createStartAtZero();
  const page = await registry.metrics();
  assert.deepEqual(samples(startAtZero(page, '10.0.0.1')), [
    'photos_total{outcome="made",service="worker"} 0',
    'delay_seconds_bucket{le="1",service="worker"} 0',
    'delay_seconds_bucket{le="60",service="worker"} 0',
    'delay_seconds_bucket{le="+Inf",service="worker"} 0',
    'delay_seconds_sum{service="worker"} 0',
    'delay_seconds_count{service="worker"} 0',
    'slots{service="worker"} 7',
  ]);
  assert.equal(startAtZero(page, '10.0.0.1'), page);
});

test('a series that appears later begins at 0 too', async () => {
  const { registry, photos } = createRegistry();
  const startAtZero = createStartAtZero();
  photos.inc({ outcome: 'made' }, 50);
  startAtZero(await registry.metrics(), '10.0.0.1');
  photos.inc({ outcome: 'failed' }, 3);
  const second = samples(startAtZero(await registry.metrics(), '10.0.0.1'));
  assert.ok(second.includes('photos_total{outcome="made",service="worker"} 50'));
  assert.ok(second.includes('photos_total{outcome="failed",service="worker"} 0'));
});

test('a second Prometheus sees a series begin, a restarted one sees no reset', async () => {
  const { registry, photos } = createRegistry();
  let now = 0;
  const startAtZero = createStartAtZero(() => now);
  photos.inc({ outcome: 'made' }, 50);
  const page = await registry.metrics();
  startAtZero(page, '10.0.0.1');
  now = 30_000;
  assert.match(startAtZero(page, '10.0.0.2'), /photos_total\S+ 0/);
  assert.equal(startAtZero(page, '10.0.0.2'), page);
  now = 60_000;
  assert.equal(startAtZero(page, '10.0.0.3'), page);
});
