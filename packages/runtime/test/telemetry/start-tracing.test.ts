import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const main = (service: string) =>
  fileURLToPath(new URL(`../../../../services/${service}/src/start-${service}.ts`, import.meta.url));

/** Modules of OpenTelemetry's SDK that a process loads which does this. Its API comes with prom-client. */
async function loadedBy(code: string): Promise<string[]> {
  const source = `
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
    ${code}
    process.stdout.write(JSON.stringify(urls.filter((url) => /@opentelemetry\\/(?!api\\/)|tracing\\/src\\/sdk/.test(url))));
    process.exit();
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', source]);
  return JSON.parse(stdout);
}

for (const service of ['upload', 'worker', 'notifier']) {
  test(`${service} loads nothing of the SDK by itself`, { timeout: 60_000 }, async () => {
    assert.deepEqual(await loadedBy(`await import(${JSON.stringify(main(service))});`), []);
  });
}

test('to start to trace loads it', { timeout: 60_000 }, async () => {
  const tracing = new URL('../../src/telemetry/index.ts', import.meta.url).href;
  const settings = { sampler: { parentBased: true, root: 'always_on', ratio: 1 }, batches: {} };
  const options = `{ service: 'sample', settings: ${JSON.stringify(settings)}, onOutage() {} }`;
  const loaded = await loadedBy(`await (await import('${tracing}')).startTracing(${options});`);
  assert.ok(loaded.some((url) => url.includes('exporter-trace-otlp-proto')));
});
