import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { createMetrics } from '../src/index.ts';
import { startOpsServer } from '../src/ops-server.ts';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.family === 'IPv6' && each.internal);

test('without an address the probes answer over IPv4 and, where there is IPv6, over IPv6', async (t) => {
  const metrics = createMetrics('test');
  const { port, server } = await startOpsServer({ host: undefined, port: 0, metrics, ready: () => true });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  for (const host of ['127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])]) {
    assert.equal((await fetch(`http://${host}:${port}/healthz`)).status, 200, host);
  }
});
