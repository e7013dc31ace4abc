import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

/** Lines of the upload image alone: the album page, built in a stage of its own. */
const pageLines =
  /^(# The album page.*|FROM compiled AS page|RUN .* run build|COPY --from=page .*)\n\n?|^ +ALBUM_DIR=.* \\\n/gm;

async function dockerfileOf(service: string): Promise<string> {
  const text = await readFile(new URL(`../../Dockerfile.${service}`, import.meta.url), 'utf8');
  return text
    .replaceAll(service, 'SERVICE')
    .replace(/(image\.description)=".*"/, '$1')
    .replace(/^EXPOSE .*$/m, 'EXPOSE')
    .replaceAll(pageLines, '');
}

test('the services are built alike', async () => {
  const worker = await dockerfileOf('worker');
  assert.match(worker, /--filter @proofsheet\/SERVICE deploy/);
  assert.match(await readFile(new URL('../../Dockerfile.upload', import.meta.url), 'utf8'), pageLines);
  for (const service of ['upload', 'notifier']) assert.equal(await dockerfileOf(service), worker);
});
