import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const source = `
  import { runService } from '${new URL('../src/index.ts', import.meta.url).href}';
  let ready = true;
  await runService({
    name: 'sample',
    settings: { OPS_HOST: '127.0.0.1', OPS_PORT: 0, LOG_LEVEL: 'info' },
    tracing: { settings: undefined, problems: ['a variable is odd'] },
    graceMs: 5000,
    start: async () => ({ ready: () => ready, close: async () => { ready = false; }, about: { secret: 'no' } }),
  });
`;

test('a service answers its probes, and ends with status 0 on SIGTERM', { timeout: 20_000 }, async (t) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const reader = createInterface({ input: child.stdout });
  const started = new Promise<{ opsPort: number }>((resolve) => {
    reader.on('line', (line) => {
      lines.push(JSON.parse(line));
      if (lines.at(-1)?.msg === 'started') resolve(lines.at(-1) as { opsPort: number });
    });
  });
  const { opsPort } = await started;
  const get = (path: string) => fetch(`http://127.0.0.1:${opsPort}${path}`);
  assert.equal((await get('/healthz')).status, 200);
  assert.equal((await get('/readyz')).status, 200);
  assert.equal((await get('/nothing')).status, 404);
  assert.match(await (await get('/metrics')).text(), /process_cpu_user_seconds_total\{service="sample"\}/);

  const exited = once(child, 'close');
  child.kill('SIGTERM');
  assert.deepEqual(await exited, [0, null]);
  assert.equal(lines.at(-1)?.msg, 'shutdown complete');
  assert.deepEqual([lines[0]?.level, lines[0]?.msg], [40, 'a variable is odd']);
});
