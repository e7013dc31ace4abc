import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { envThrough } from '@proofsheet/harness/env-through';
import { startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { judgeSystem, type SystemVerdict } from '@proofsheet/harness/judge-system';
import { runProofsheet } from '@proofsheet/harness/run-proofsheet';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { createSeededRandom } from '@proofsheet/interleavings/seeded-random';
import { readQueueDepth } from '@proofsheet/queue/depth';
import type { ServiceName } from '@proofsheet/system';
import { compareStored } from './compare-stored.ts';
import { createFaults } from './create-faults.ts';
import { disturbServices, replicas, type ServiceKill } from './disturb-services.ts';
import { makeKinds } from './make-kinds.ts';
import type { LongRunOptions } from './read-options.ts';
import { storeDirectly } from './store-directly.ts';
import { uploadByApi } from './upload-by-api.ts';

/** What comes back soon when a process dies: messages after 15 s, claims after 20 s, checks after 21 s. */
const soon = { VISIBILITY_SECONDS: '15', HANDLER_SECONDS: '20' };
const settings: Readonly<Record<ServiceName, Readonly<Record<string, string>>>> = {
  upload: { MAX_UPLOADS_PER_MINUTE: '0' },
  worker: { ...soon, DECODE_SECONDS: '10', CHECK_DELAY_SECONDS: '21' },
  notifier: {
    ...soon,
    CLAIM_SECONDS: '20',
    NOTIFY_QUIET_SECONDS: '2',
    NOTIFY_MAX_WAIT_SECONDS: '10',
    NOTIFY_MAX_PHOTOS: '200',
    NOTIFY_MAX_PER_SECOND: '50',
  },
};

/** The faults go on until so few messages are left, as a share of the photos. */
const restShare = 0.02;
const patienceMs = 1_800_000;

export interface LongRunReport {
  /** From the first photo until the faults ended, and until all queues were empty, in seconds. */
  readonly disturbedSeconds: number;
  readonly quietSeconds: number;
  readonly kills: readonly ServiceKill[];
  readonly faults: Readonly<Record<string, number>>;
  readonly messages: number;
  readonly verdict: SystemVerdict;
  /** Photos that a sweep afterwards found something wrong with. */
  readonly swept: number;
  readonly errors: readonly string[];
}

/** Stores photos while services and network fail, and judges what came of it from the buckets alone. */
export async function runLong(
  t: Pick<TestContext, 'after'>,
  { photos, seed, calm }: LongRunOptions,
  say: (line: string) => void,
): Promise<LongRunReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-long-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const recorded = new Set<string>();
  const system = await startTestSystem(t, {
    services: [],
    env: settings,
    onLine: (_, { msg, messageIds }) => {
      if (msg === 'batch recorded') for (const id of messageIds as string[]) recorded.add(id);
    },
  });
  const faults = createFaults(createSeededRandom(seed), calm);
  const proxy = await startFaultProxy(t, system.local.endpoint, faults.faultOf);
  const env = envThrough(system.local, proxy);
  const start = (service: ServiceName) => system.startService(service, env);
  const readPublished = await subscribeQueue(system.sqs, system.local);

  const chaos = new AbortController();
  const random = createSeededRandom(seed + 1);
  const disturbed = calm ? startAll(start) : disturbServices(start, random, chaos.signal);
  const began = performance.now();
  const expected = await load(system, folder, { photos, seed });
  say(`${photos} photos are stored after ${secondsSince(began).toFixed(0)} s`);
  await until('few messages', async () => (await countLeft(system)) <= photos * restShare, patienceMs);
  faults.end();
  chaos.abort();
  const disturbedSeconds = secondsSince(began);
  const kills = await disturbed;
  say(`faults end after ${disturbedSeconds.toFixed(0)} s and ${kills.length} kills`);
  if (!calm) await startAll(start);
  await until('empty queues', async () => (await countLeft(system)) === 0, patienceMs);
  const quietSeconds = secondsSince(began);
  say(`the queues are empty after ${quietSeconds.toFixed(0)} s`);

  const published = await readPublished();
  const notifierKills = kills.filter(({ service }) => service === 'notifier').map(({ at }) => at);
  const verdict = await judgeSystem(system, {
    published,
    recorded,
    notifierKills: [...notifierKills, ...faults.lostAnswers],
  });
  const stored = await compareStored(system.originals, expected);
  const sweep = await runProofsheet(system.local, 'sweep', '--deep', '--min-age', '0', '--json');
  const swept: number = JSON.parse(sweep).checks;
  return {
    disturbedSeconds,
    quietSeconds,
    kills,
    faults: faults.counts,
    messages: published.length,
    verdict,
    swept,
    errors: [
      ...verdict.errors,
      ...stored,
      ...(swept > 0 ? [`a sweep afterwards finds ${swept} photos`] : []),
    ],
  };
}

async function startAll(start: (service: ServiceName) => Promise<unknown>): Promise<ServiceKill[]> {
  for (const service of replicas) await start(service);
  return [];
}

/** More than half of the photos come through the API, the others directly. */
async function load(
  system: TestSystem,
  folder: string,
  { photos, seed }: Pick<LongRunOptions, 'photos' | 'seed'>,
) {
  const kinds = await makeKinds();
  const byApi = Math.ceil(photos * 0.6);
  const [names, keys] = await Promise.all([
    uploadByApi(system, folder, { kinds, count: byApi, random: createSeededRandom(seed + 2) }),
    storeDirectly(system, { kinds, count: photos - byApi, random: createSeededRandom(seed + 3) }),
  ]);
  return { names, keys };
}

/** Messages in both queues, in any state. Three times, because SQS counts approximately. */
async function countLeft({ sqs, local }: TestSystem): Promise<number> {
  let most = 0;
  for (let turn = 0; turn < 3; turn += 1) {
    for (const url of [local.originalsQueueUrl, local.thumbnailsQueueUrl]) {
      const depth = await readQueueDepth(sqs, url);
      most = Math.max(most, depth.visible + depth['in-flight'] + depth.delayed);
    }
  }
  return most;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}
