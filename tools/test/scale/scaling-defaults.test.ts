import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { chartDefaults } from '../../../bench/src/scale/scaling-settings.ts';
import { chartFolder } from '../../chart/render.ts';

test('`pnpm bench scale` simulates the defaults of the chart', async () => {
  const { scaling } = parse(await readFile(path.join(chartFolder, 'values.yaml'), 'utf8')).worker;
  const { min, max, messagesPerReplica, pollingSeconds, cooldownSeconds, scaleUp } = chartDefaults;
  const own = { min, max, messagesPerReplica, pollingSeconds, cooldownSeconds };
  assert.deepEqual(own, {
    min: scaling.min,
    max: scaling.max,
    messagesPerReplica: scaling.messagesPerReplica,
    pollingSeconds: scaling.pollingSeconds,
    cooldownSeconds: scaling.cooldownSeconds,
  });
  const [percent, pods] = scaling.behavior.scaleUp.policies;
  assert.deepEqual(scaleUp, {
    percent: percent.value,
    pods: pods.value,
    periodSeconds: percent.periodSeconds,
  });
});
