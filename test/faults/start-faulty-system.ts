import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { envThrough } from '@proofsheet/harness/env-through';
import { type Fault, type ProxiedRequest, startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { judgeSystem } from '@proofsheet/harness/judge-system';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { type PublishedMessage, subscribeQueue } from '@proofsheet/harness/subscribe-queue';
import { until } from '@proofsheet/harness/until';
import { readQueueDepth } from '@proofsheet/queue/depth';
import type { ServiceName } from '@proofsheet/system';

export interface FaultySystem extends TestSystem {
  /** Lines that the services have logged. */
  readonly lines: readonly (Readonly<Record<string, unknown>> & { readonly service: ServiceName })[];
  /** Keys that the workers have handled, with what they did, in order. */
  outcomesOf(key: string): unknown[];
  /** Messages that SNS has accepted for subscribers. */
  readPublished(): Promise<readonly PublishedMessage[]>;
  /** Waits until both queues are empty, delayed messages included. */
  untilEmpty(timeoutMs?: number): Promise<void>;
  /** Waits for empty queues and asserts that nothing is lost, wrong, left over or there twice. Returns the counts. */
  assertRight(t: TestContext, timeoutMs?: number): Promise<void>;
}

/** What comes back soon when a process dies: messages after 11 s, checks after 21 s. */
export const soon = { VISIBILITY_SECONDS: '11', HANDLER_SECONDS: '20' };
const settings = {
  worker: { ...soon, DECODE_SECONDS: '10', CHECK_DELAY_SECONDS: '21' },
  notifier: { ...soon, CLAIM_SECONDS: '20', NOTIFY_QUIET_SECONDS: '1', NOTIFY_MAX_PHOTOS: '200' },
};

/** A system without services. Those that a test starts reach S3, SQS and SNS through a proxy with these faults. */
export async function startFaultySystem(
  t: TestContext,
  faultOf: (request: ProxiedRequest) => Fault = () => 'pass',
): Promise<FaultySystem> {
  const lines: FaultySystem['lines'][number][] = [];
  const system = await startTestSystem(t, {
    services: [],
    env: settings,
    onLine: (service, line) => lines.push({ ...line, service }),
  });
  const proxy = await startFaultProxy(t, system.local.endpoint, faultOf);
  const env = envThrough(system.local, proxy);
  const readPublished = await subscribeQueue(system.sqs, system.local);
  const { originalsQueueUrl, thumbnailsQueueUrl } = system.local;
  const untilEmpty = (timeoutMs = 120_000) =>
    until(
      'empty queues',
      async () => {
        for (const url of [originalsQueueUrl, thumbnailsQueueUrl, originalsQueueUrl]) {
          const depth = await readQueueDepth(system.sqs, url);
          if (depth.visible + depth['in-flight'] + depth.delayed > 0) return false;
        }
        return true;
      },
      timeoutMs,
    ).then(() => {});

  return {
    ...system,
    lines,
    startService: (service, more = {}, launcher = []) =>
      system.startService(service, { ...env, ...more }, launcher),
    outcomesOf: (key) =>
      lines.filter((line) => line.msg === 'reconciled' && line.key === key).map(({ outcome }) => outcome),
    readPublished,
    untilEmpty,
    async assertRight(t, timeoutMs) {
      await untilEmpty(timeoutMs);
      const published = await readPublished();
      const verdict = await judgeSystem(system, { published });
      t.diagnostic(
        `${verdict.originals.length} originals, ${verdict.thumbnails.length} right thumbnails, ` +
          `${verdict.undecodable.length} refused; ${published.length} messages, ${verdict.doubles.length} doubles, ` +
          `${verdict.lost.length} lost, ${verdict.orphaned.length} orphaned, ${verdict.deadLetters} dead letters`,
      );
      assert.deepEqual(verdict.errors, []);
    },
  };
}
