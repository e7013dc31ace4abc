import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { settings as notifier } from '@proofsheet/notifier/config';
import { settings as upload } from '@proofsheet/upload/config';
import { settings as worker } from '@proofsheet/worker/config';
import { settingsPage } from '../src/settings-page.ts';

test('docs/settings.md is what the code says (`pnpm docs:update` writes it)', (t) => {
  const file = fileURLToPath(new URL('../../docs/settings.md', import.meta.url));
  t.assert.fileSnapshot(settingsPage({ upload, worker, notifier }), file, { serializers: [String] });
});
