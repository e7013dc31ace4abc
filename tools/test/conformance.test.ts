import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startLocalAws } from '@proofsheet/local-aws';
import { runChecks } from '../conformance/run-checks.ts';

/** Faults of the library behind the embedded SQS. Nothing here relies on the first; only a person redrives. */
const known = [
  'StartMessageMoveTask moves dead letters back',
  'in a batch of deletes the wrong ones are named and the others done',
];

test('the embedded S3, SQS, SNS and STS behave as AWS documents it, wherever proofsheet relies on it', {
  timeout: 120_000,
}, async (t) => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'conformance-'));
  const aws = await startLocalAws({ dataDir });
  t.after(async () => {
    await aws.close();
    await rm(dataDir, { recursive: true });
  });
  const { url: endpoint, region, credentials } = aws;
  const results = await runChecks({ endpoint, region, credentials }, 'conformance');
  const faults = results.filter(({ what, fault }) => (fault !== undefined) !== known.includes(what));
  assert.ok(results.length >= 40, `${results.length} checks`);
  assert.deepEqual(faults, []);
});
