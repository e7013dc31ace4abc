import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { chartFolder } from '../../chart/render.ts';
import { pinChart } from '../../release/pin-chart.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const digests = { upload: digest('1'), worker: digest('2'), notifier: digest('3'), 'local-aws': digest('4') };

test('a released chart has its version, registry and digests, and all comments', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-release-'));
  t.after(() => rm(folder, { recursive: true }));
  await pinChart(chartFolder, folder, { version: '1.2.3', registry: 'registry.example/team', digests });
  const chart = parse(await readFile(path.join(folder, 'Chart.yaml'), 'utf8'));
  assert.deepEqual([chart.version, chart.appVersion], ['1.2.3', '1.2.3']);
  const text = await readFile(path.join(folder, 'values.yaml'), 'utf8');
  const values = parse(text);
  assert.equal(values.image.registry, 'registry.example/team');
  assert.equal(values.worker.image.digest, digests.worker);
  assert.equal(values.localAws.image.digest, digests['local-aws']);
  const comments = (yaml: string) => yaml.match(/# /g)?.length;
  assert.equal(comments(text), comments(await readFile(path.join(chartFolder, 'values.yaml'), 'utf8')));
});

test('a release needs a digest of each image', async () => {
  const { worker: _, ...others } = digests;
  const release = { version: '1.2.3', registry: 'registry.example', digests: others };
  await assert.rejects(pinChart(chartFolder, tmpdir(), release), /no digest of worker/);
});
