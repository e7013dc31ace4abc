import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { createPhotoId, originalKey } from '@proofsheet/photos';
import { createMetrics } from '@proofsheet/runtime';
import { startStep, startTracing, type Tracer } from '@proofsheet/runtime/telemetry';
import { createObserver } from '@proofsheet/worker/observer';
import { median, spread } from '../median.ts';

const sink = fileURLToPath(new URL('sink.ts', import.meta.url));
// Dropped spans would make tracing look cheaper than it is.
const batches = { maxQueueSize: 1_000_000 };
const settings = { sampler: { parentBased: true, root: 'always_on', ratio: 1 }, batches } as const;
const journal = { changed: false, sawAbsent: false, sawUndecodable: false, refused: undefined };
const { signal } = new AbortController();
const loops = 20_000;

/**
 * The CPU that a worker spends on the metrics of a photo without traces, and on its spans with them: one span, four store
 * calls and three more steps, recorded, encoded and sent.
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
  const rounds: { offNs: number; offMicros: number; onMicros: number }[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const offMicros = await cpuMicros(undefined);
    rounds.push({
      offNs: nanosecondsOff(),
      offMicros,
      onMicros: (await cpuMicros(tracing.tracer)) - offMicros,
    });
  }
  await tracing.close();
  collector.kill();
  const of = (name: 'offNs' | 'offMicros' | 'onMicros') => rounds.map((round) => round[name]);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ offNs: median(of('offNs')), offMicros: median(of('offMicros')), onMicros: median(of('onMicros')) })}\n`
      : `traces off, ns a stage            ${spread(of('offNs'), 1)}\na photo without its work, CPU µs  ${spread(of('offMicros'), 1)}\nits traces, CPU µs                ${spread(of('onMicros'), 0)}\n`,
  );
}

/** Microseconds of CPU of this process by photo: the worker's calls, without the photo. */
async function cpuMicros(tracer: Tracer | undefined): Promise<number> {
  const observer = createObserver(createMetrics('worker'), tracer);
  const store = observer.store(createMemoryObjectStore('originals'));
  const work = async () => {};
  const reconcile = async () => {
    await observer.stage('memory', work);
    await store.put('a.jpg', 'bytes', { contentType: 'image/jpeg' }, signal);
    await store.get('a.jpg', { maxBytes: 100, signal });
    await observer.stage('make', work);
    await store.put('b.jpg', 'bytes', { contentType: 'image/jpeg' }, signal);
    await store.head('a.jpg', signal);
    return 'made' as const;
  };
  const owner = '0'.repeat(32);
  const before = process.cpuUsage();
  for (let count = 0; count < loops; count += 1) {
    const message = { id: 'm', body: '{}', receiveCount: 1, sentAt: new Date() };
    const key = originalKey({ owner, photoId: createPhotoId(), fileName: 'a.jpg' });
    const event = { bucket: 'originals', key, time: new Date(), etag: undefined };
    await observer.photo({ message, request: { key, delivery: 'first', event }, journal }, reconcile);
    // Gives batches a chance to be sent, as waiting for S3 does.
    if (count % 20 === 0) await nextTurn();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / loops;
}

/** Nanoseconds of the condition that each stage evaluates without traces. */
function nanosecondsOff(): number {
  const tracer: Tracer | undefined = Math.random() > 2 ? ({} as Tracer) : undefined;
  const count = 10_000_000;
  let seen = 0;
  const before = performance.now();
  for (let index = 0; index < count; index += 1) if (startStep(tracer, 'stage')) seen += 1;
  return ((performance.now() - before) * 1e6) / (count + seen);
}

function failWhenLost(failing: boolean, error: unknown): void {
  if (failing) throw new Error('spans were lost', { cause: error });
}
