import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { traceReads, traceStore } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { isInternalMessage } from '@proofsheet/photos';
import { type Handle, traceHandle } from '@proofsheet/queue';
import { startTracing, type Tracing } from '@proofsheet/runtime/telemetry';
import { median, spread } from '../median.ts';

const sink = fileURLToPath(new URL('sink.ts', import.meta.url));
// Dropped spans would make tracing look cheaper than it is.
const batches = { maxQueueSize: 1_000_000 };
const settings = { sampler: { parentBased: true, root: 'always_on', ratio: 1 }, batches } as const;
const message = { id: 'm', body: '{}', receiveCount: 1, sentAt: new Date() };
const { signal } = new AbortController();
const loops = 20_000;

/**
 * The cost of traces. Off, it is one condition, since nothing is wrapped. On, it is the CPU that a worker spends on the
 * spans of a photo: one span, four store calls and two more steps, recorded, encoded and sent.
 */
export async function benchTraces(args: string[]): Promise<void> {
  const options = {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
  } as const;
  const { values } = parseArgs({ args, options });
  const collector = fork(sink);
  const [port] = await once(collector, 'message');
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
  const tracing = await startTracing({ service: 'bench', settings, onOutage: failWhenLost });
  const rounds: { offNs: number; onMicros: number }[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const plain = await cpuMicros(createHandle(undefined));
    const traced = await cpuMicros(createHandle(tracing));
    rounds.push({ offNs: nanosecondsOff(), onMicros: traced - plain });
  }
  await tracing.close();
  collector.kill();
  const of = (name: 'offNs' | 'onMicros') => rounds.map((round) => round[name]);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ offNs: median(of('offNs')), onMicros: median(of('onMicros')) })}\n`
      : `traces off, ns an upload       ${spread(of('offNs'), 1)}\ntraces on, CPU µs a photo      ${spread(of('onMicros'), 0)}\n`,
  );
}

/** The worker's calls for one photo, without the photo. */
function createHandle(tracing: Tracing | undefined): Handle {
  const store = createMemoryObjectStore('originals');
  const wrapped = tracing ? traceReads(tracing, traceStore(tracing, store)) : store;
  const work = async () => {};
  const handle: Handle = async () => {
    await (tracing?.active()?.step({ name: 'wait for memory' }, work) ?? work());
    await wrapped.put('a.jpg', 'bytes', { contentType: 'image/jpeg' }, signal);
    await wrapped.get('a.jpg', { maxBytes: 100, signal });
    await (tracing?.active()?.step({ name: 'decode and encode' }, work) ?? work());
    await wrapped.put('b.jpg', 'bytes', { contentType: 'image/jpeg' }, signal);
    await wrapped.head('a.jpg', signal);
  };
  return tracing ? traceHandle(tracing, { name: 'visit', isFollowUp: isInternalMessage }, handle) : handle;
}

/** Microseconds of CPU of this process by message. */
async function cpuMicros(handle: Handle): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 0; count < loops; count += 1) {
    await handle(message, { signal, alone: false, assertInFlight() {} });
    // Gives batches a chance to be sent, as waiting for S3 does.
    if (count % 20 === 0) await nextTurn();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / loops;
}

/** Nanoseconds of the one condition that every upload evaluates. */
function nanosecondsOff(): number {
  const tracing: Tracing | undefined = Math.random() > 2 ? ({} as Tracing) : undefined;
  const count = 10_000_000;
  let seen = 0;
  const before = performance.now();
  for (let index = 0; index < count; index += 1)
    if (tracing?.active()?.traceparent() !== undefined) seen += 1;
  return ((performance.now() - before) * 1e6) / (count + seen);
}

function failWhenLost(failing: boolean, error: unknown): void {
  if (failing) throw new Error('spans were lost', { cause: error });
}
