import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { runWith, setUp } from './set-up.ts';

test('sweep and its settings: what is missing is named, with status 2', async (t) => {
  const { run, put, env } = await setUp(t);
  await put(env.ORIGINALS_BUCKET, 'cat.jpg', 'cat');
  const dry = await run('sweep', '--min-age', '0', '--dry-run', '--json');
  assert.equal(JSON.parse(dry.out).found.missing, 1);
  const many = await run('sweep', '--min-age', '0', '--json', '--fail-above', '0');
  assert.deepEqual([many.code, JSON.parse(many.out).checks], [3, 1]);
  const wrong = await run('sweep', '--rate', 'fast');
  assert.deepEqual([wrong.code, /must be a number/.test(wrong.err)], [2, true]);
  const unset = await runWith({ AWS_REGION: 'eu-central-1' }, 'sweep');
  assert.equal(unset.code, 2);
  assert.match(unset.err, /ORIGINALS_BUCKET: is missing\n.*THUMBNAILS_BUCKET: is missing/);
});

test('cost compares a gateway endpoint with a NAT gateway', async () => {
  const { out, code } = await runWith({}, 'cost', '--photos', '1000000', '--megabytes', '3', '--json');
  const cost = JSON.parse(out);
  assert.equal(code, 0);
  assert.equal(cost.total, cost.withGatewayEndpoint);
  const nat = JSON.parse(
    (await runWith({}, 'cost', '--photos', '1000000', '--megabytes', '3', '--nat', '--json')).out,
  );
  assert.equal(nat.total, cost.withNatGateway);
  assert.ok(nat.total > cost.total + 100);
});

test('a new API key is configured by its hash only', async () => {
  const { out, code } = await runWith({}, 'keys', 'new', 'api', '--name', 'anna');
  const [, key = ''] = /(ps_[\w-]+)/.exec(out) ?? [];
  const hash = createHash('sha256').update(key).digest('hex');
  assert.equal(code, 0);
  assert.ok(out.includes(`anna:${hash}`));
  assert.match(
    (await runWith({}, 'keys', 'new', 'link', '--name', 'may')).out,
    /LINK_KEYS.*\n\s+may:[\w+/]{43}=/,
  );
  assert.match((await runWith({}, 'keys', 'rotate', 'session')).out, /SESSION_KEYS/);
});
