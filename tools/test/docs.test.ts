import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { describeMetrics } from '@proofsheet/harness/describe-metrics';
import { settings as notifier } from '@proofsheet/notifier/config';
import { tracingVariables } from '@proofsheet/runtime/telemetry';
import { settings as upload } from '@proofsheet/upload/config';
import { settings as worker } from '@proofsheet/worker/config';
import { metricsPage } from '../docs/metrics-page.ts';
import { settingsPage } from '../docs/settings-page.ts';

test('docs/settings.md is what the code says (`pnpm docs:update` writes it)', (t) => {
  const file = fileURLToPath(new URL('../../docs/settings.md', import.meta.url));
  t.assert.fileSnapshot(settingsPage({ upload, worker, notifier }, tracingVariables), file, {
    serializers: [String],
  });
});

test('docs/metrics.md is what the code says (`pnpm docs:update` writes it)', async (t) => {
  const file = fileURLToPath(new URL('../../docs/metrics.md', import.meta.url));
  t.assert.fileSnapshot(metricsPage(await describeMetrics()), file, { serializers: [String] });
});
