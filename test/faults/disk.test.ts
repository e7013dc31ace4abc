import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { samplePhotos, sendPhoto } from '@proofsheet/demo';
import { startFaultySystem } from './start-faulty-system.ts';

/** Becomes the service in a mount namespace of its own, with `prepare` done first. Needs no root. */
const inNamespace = (prepare: string) => ['unshare', '-rm', 'sh', '-c', `${prepare} && exec "$@"`, 'sh'];

const disks = {
  'a read-only root file system': 'mount -t tmpfs -o ro tmpfs /tmp && mount -o remount,ro,bind /',
  'a full disk': 'mount -t tmpfs -o size=4k tmpfs /tmp && yes > /tmp/full 2>/dev/null; true',
};

for (const [what, prepare] of Object.entries(disks)) {
  test(`with ${what} every sample photo gets its thumbnail and its email`, {
    timeout: 240_000,
  }, async (t) => {
    const system = await startFaultySystem(t);
    const env = { TMPDIR: '/tmp', NODE_COMPILE_CACHE: '/tmp/cache' };
    const services = await Promise.all(
      (['upload', 'worker', 'notifier'] as const).map((service) =>
        system.startService(service, env, inNamespace(prepare)),
      ),
    );
    if (what.startsWith('a full')) await assertFull(services[0]?.pid ?? 0);
    const files = await samplePhotos();
    for (const file of files) assert.equal((await sendPhoto(system.local, file)).status, 'ready', file);
    await system.untilEmpty();
    const announced = (await system.readPublished()).flatMap(({ photos }) => photos);
    t.diagnostic(`${files.length} photos sent and ready, ${announced.length} announced`);
    assert.equal(announced.length, files.length);
    assert.deepEqual(await Promise.all(services.map((service) => service.stop())), [0, 0, 0]);
  });
}

/** The process sees a file system without a free block. */
async function assertFull(pid: number): Promise<void> {
  const full = await readFile(`/proc/${pid}/root/tmp/full`);
  assert.equal(full.length, 4096);
}
