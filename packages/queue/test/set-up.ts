import type { TestContext } from 'node:test';
import type { ConsumerLogger, ConsumerOptions } from '../src/consumer-options.ts';
import { type Consumer, createConsumer } from '../src/create-consumer.ts';
import type { Handle } from '../src/handler.ts';
import { FakeSqs } from './fake-sqs.ts';
import { endSimulation, pass, simulateTime } from './simulated-time.ts';

export interface LogLine {
  readonly level: string;
  readonly text: string;
  readonly fields: Record<string, unknown>;
}

export interface Setup {
  readonly sqs: FakeSqs;
  readonly consumer: Consumer;
  readonly lines: LogLine[];
  /** Texts of the log lines of a level. */
  texts(level: string): string[];
}

/** Simulates time to the end of the test, and stops the consumer there. */
export function setUp(t: TestContext, handle: Handle, options: Partial<ConsumerOptions> = {}): Setup {
  simulateTime();
  const setup = createSetup(handle, options);
  t.after(async () => {
    const stopped = setup.consumer.stop();
    await pass(60_000, 500);
    await stopped;
    endSimulation();
  });
  return setup;
}

/** A consumer on a fake queue: visibility 60 s, long poll 20 s, 4 slots, no jitter. Not started. */
export function createSetup(handle: Handle, options: Partial<ConsumerOptions> = {}): Setup {
  const { sqs = new FakeSqs() } = options as { sqs?: FakeSqs };
  const { logger, lines } = createLines();
  const consumer = createConsumer({
    handle,
    logger,
    concurrency: 4,
    visibilitySeconds: 60,
    handlerSeconds: 600,
    graceSeconds: 30,
    now: () => Date.now(),
    random: () => 0.5,
    ...options,
    sqs,
  });
  const texts = (level: string) => lines.filter((line) => line.level === level).map(({ text }) => text);
  return { sqs, consumer, lines, texts };
}

function createLines(): { logger: ConsumerLogger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = (level: string) => (fields: object, text: string) => {
    lines.push({ level, text, fields: fields as Record<string, unknown> });
  };
  return {
    lines,
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
  };
}

/** Handlers that end when the test says so. */
export interface Hand {
  readonly handle: Handle;
  /** Bodies in the order their handlers started. */
  readonly started: string[];
  readonly signals: Map<string, AbortSignal>;
  /** Bodies of handlers that have not ended. */
  running(): string[];
  finish(body: string): void;
  fail(body: string, error: unknown): void;
}

export function createHand(): Hand {
  const started: string[] = [];
  const signals = new Map<string, AbortSignal>();
  const open = new Map<string, PromiseWithResolvers<void>>();
  const take = (body: string) => {
    const ending = open.get(body);
    if (ending === undefined) throw new Error(`no handler of ${body} is running`);
    open.delete(body);
    return ending;
  };
  return {
    started,
    signals,
    handle: (message, { signal }) => {
      started.push(message.body);
      signals.set(message.body, signal);
      const ending = Promise.withResolvers<void>();
      open.set(message.body, ending);
      return ending.promise;
    },
    running: () => [...open.keys()],
    finish: (body) => take(body).resolve(),
    fail: (body, error) => take(body).reject(error),
  };
}

/** What is thrown when S3 cannot be reached, as Node throws it. */
export function unreachable(): Error {
  return Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
}
