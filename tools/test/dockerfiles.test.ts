import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

async function dockerfileOf(service: string): Promise<string> {
  const text = await readFile(new URL(`../../Dockerfile.${service}`, import.meta.url), 'utf8');
  return text
    .replaceAll(service, 'SERVICE')
    .replace(/(image\.description)=".*"/, '$1')
    .replace(/^EXPOSE .*$/m, 'EXPOSE');
}

test('the services are built alike', async () => {
  const worker = await dockerfileOf('worker');
  assert.match(worker, /--filter @proofsheet\/SERVICE deploy/);
  for (const service of ['upload', 'notifier']) assert.equal(await dockerfileOf(service), worker);
});
