import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { documentFile, generateClient, generatedFolder } from '../../npm/generate-client.ts';

const client = fileURLToPath(new URL('../../../packages/client', import.meta.url));

test('packages/client is generated from the present API (`pnpm docs:update` writes it)', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-client-'));
  t.after(() => rm(folder, { recursive: true }));
  await generateClient(folder);
  const names = await readdir(path.join(folder, generatedFolder), { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  assert.ok(files.length > 10);
  for (const file of [documentFile, ...files.map((name) => path.join(generatedFolder, name))]) {
    const text = await readFile(path.join(folder, file), 'utf8');
    try {
      t.assert.fileSnapshot(text, path.join(client, file), { serializers: [String] });
    } catch {
      // Without the whole of both texts.
      assert.fail(`packages/client/${file} is out of date: run pnpm docs:update`);
    }
  }
  const kept = (await readdir(path.join(client, generatedFolder), { recursive: true })).filter((name) =>
    name.endsWith('.ts'),
  );
  assert.deepEqual(kept.sort(), files);
});
