import type { CDPSession } from 'playwright-core';

/** "Fast 4G" of Chromium's developer tools: 9 and 1.5 Mbit/s less a tenth, 60 ms less what slows real networks down. */
const fast4g = {
  offline: false,
  latency: 60 * 2.75,
  downloadThroughput: (9e6 / 8) * 0.9,
  uploadThroughput: (1.5e6 / 8) * 0.9,
};

/** A phone of the middle class, roughly: a quarter of this machine's speed, on Fast 4G. */
export async function throttle(client: CDPSession): Promise<void> {
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', fast4g);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}
