import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { samplePhotos } from '@proofsheet/demo';
import { startTestSystem } from '@proofsheet/harness/start-test-system';
import openapiTS, { astToString } from 'openapi-typescript';

const run = promisify(execFile);
const client = fileURLToPath(new URL('./client/upload-photo.ts', import.meta.url));
// Inside the package, so that the client's imports resolve.
const root = fileURLToPath(new URL('.proofsheet', import.meta.url));
const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', import.meta.url));
const strict =
  '--noEmit --strict --exactOptionalPropertyTypes --target es2024 --module nodenext --skipLibCheck';

test('a client generated from the document uploads a photo and waits for it', {
  timeout: 120_000,
}, async (t) => {
  const { local } = await startTestSystem(t, { services: ['upload', 'worker'] });
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(path.join(root, 'client-'));
  t.after(() => rm(folder, { recursive: true }));
  const program = path.join(folder, 'upload-photo.ts');
  await copyFile(client, program);
  const types = astToString(await openapiTS(new URL('/openapi.json', local.apiUrl)));
  await writeFile(path.join(folder, 'api.ts'), types);
  const args = [tsc, ...strict.split(' '), '--types', 'node', '--allowImportingTsExtensions', program];
  await run(process.execPath, args, { cwd: folder }).catch(({ stdout }) => assert.fail(stdout));

  const { uploadPhoto } = await import(program);
  const file = (await samplePhotos()).find((each) => each.endsWith('two-dogs.jpg')) ?? '';
  const name = '한글 사진 + 100%.jpg';
  const photo = await uploadPhoto(local.apiUrl, local.apiKey, name, await readFile(file));
  const { thumbnailUrl, original, ...rest } = photo;
  assert.deepEqual(rest, { status: 'ready', width: 200, names: [name], gone: 202 });
  assert.ok(original.height > original.width);
  assert.match(thumbnailUrl, /X-Amz-Signature=/);
});
