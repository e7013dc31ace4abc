import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Registry } from 'prom-client';
import { countBy, readGauge, timeBy } from '../../src/metrics/index.ts';

test('every value of a label is there from the start', async () => {
  const registry = new Registry();
  countBy(registry, { name: 'cats_total', help: 'Cats', label: 'colour', values: ['red', 'grey'] });
  timeBy(registry, {
    name: 'nap_seconds',
    help: 'Naps',
    label: 'place',
    values: ['sofa'],
    buckets: [1],
  });
  const text = await registry.metrics();
  assert.match(text, /^cats_total\{colour="red"\} 0$/m);
  assert.match(text, /^cats_total\{colour="grey"\} 0$/m);
  assert.match(text, /^nap_seconds_count\{place="sofa"\} 0$/m);
});

test('counts and times go to their label', async () => {
  const registry = new Registry();
  const cats = countBy(registry, {
    name: 'cats_total',
    help: 'Cats',
    label: 'colour',
    values: ['red', 'grey'],
  });
  const time = timeBy(registry, {
    name: 'nap_seconds',
    help: 'Naps',
    label: 'place',
    values: ['sofa', 'roof'],
    buckets: [1],
  });
  cats('red');
  cats('red', 2);
  time('roof', 3);
  const text = await registry.metrics();
  assert.match(text, /^cats_total\{colour="red"\} 3$/m);
  assert.match(text, /^cats_total\{colour="grey"\} 0$/m);
  assert.match(text, /^nap_seconds_bucket\{le="1",place="roof"\} 0$/m);
  assert.match(text, /^nap_seconds_sum\{place="roof"\} 3$/m);
});

test('a gauge is read when it is asked for', async () => {
  const registry = new Registry();
  let value = 1;
  readGauge(registry, { name: 'cats', help: 'Cats', read: () => value });
  assert.match(await registry.metrics(), /^cats 1$/m);
  value = 2;
  assert.match(await registry.metrics(), /^cats 2$/m);
});
