import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { type ServiceProcess, startProcess } from '@proofsheet/system';
import { keepRunning } from '../src/keep-running.ts';

test('a service that was killed is started again with a line, until the demo stops', async (t) => {
  const logFile = '/dev/null';
  const start = () =>
    startProcess({
      args: ['--eval', 'console.log(JSON.stringify({ msg: "started" })); setInterval(() => {}, 1000)'],
      env: {},
      logFile,
      isStart: ({ msg }) => msg === 'started',
    });
  const started = new EventTarget();
  const all: ServiceProcess[] = [];
  const startService = async () => {
    const service = await start();
    all.push(service);
    started.dispatchEvent(new Event('again'));
    return service;
  };
  const first = await start();
  all.push(first);
  t.after(() => Promise.all(all.map((service) => service.stop('SIGKILL'))));
  const lines: string[] = [];
  const stopping = new AbortController();
  const system = { processes: new Map([['worker', first]] as const), startService };
  keepRunning(system, (line) => lines.push(line), stopping.signal);

  const again = once(started, 'again');
  process.kill(first.pid, 'SIGKILL');
  await again;
  assert.deepEqual(lines, ['worker ended with SIGKILL, starting it again']);
  assert.equal(all.length, 2);

  stopping.abort();
  await all[1]?.stop('SIGKILL');
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([lines.length, all.length], [1, 2]);
});
