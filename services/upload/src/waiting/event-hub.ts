import { ProblemError } from '../http/problem.ts';
import type { DescribeRow } from '../photos/describe-row.ts';
import { type EventStream, writeEvent } from './event-stream.ts';
import type { OutcomeChange } from './newest-window.ts';
import type { OutcomeFeed } from './outcome-feed.ts';

interface EventHubOptions {
  readonly feed: OutcomeFeed;
  readonly describeRow: DescribeRow;
  readonly maxStreams: number;
  readonly closing: AbortSignal;
  readonly now: () => Date;
}

/** Maximum streams per owner and pod: every tab and device has one. */
const maxStreamsPerOwner = 20;
/** Milliseconds. Proxies close connections that are silent for a minute. */
export const heartbeatMs = 15_000;

export type EventHub = ReturnType<typeof createEventHub>;

/** Sends outcomes to the streams of their owners. An event is serialised once for all streams of an owner. */
export function createEventHub({ feed, describeRow, maxStreams, closing, now }: EventHubOptions) {
  const streams = new Set<EventStream>();
  const countOf = new Map<string, number>();
  const texts = new WeakMap<OutcomeChange, Promise<string>>();
  const heart = setInterval(() => {
    for (const stream of streams) stream.beat();
  }, heartbeatMs);
  heart.unref();
  closing.addEventListener('abort', () => {
    clearInterval(heart);
    for (const stream of streams) stream.end('closing');
  });

  function textOf(change: OutcomeChange): Promise<string> {
    const known = texts.get(change) ?? writeChange(change);
    texts.set(change, known);
    return known;
  }

  async function writeChange({ appeared, gone }: OutcomeChange): Promise<string> {
    const time = now();
    const photos = await Promise.all(appeared.map((row) => describeRow(row, time)));
    const id = time.toISOString();
    return [
      ...photos.flatMap((photo) => (photo ? [writeEvent('photo', photo, id)] : [])),
      ...gone.map((key) => writeEvent('gone', { photoId: key.split('/')[2] }, id)),
    ].join('');
  }

  return {
    /**
     * Reserves a place for a stream. Call it before sending the answer.
     * @throws ProblemError `too-many-streams`, `too-many-waiters`
     */
    takePlace(owner: string): () => void {
      const own = countOf.get(owner) ?? 0;
      const headers = { 'retry-after': '10' };
      if (own >= maxStreamsPerOwner) throw new ProblemError('too-many-streams', { headers });
      if (streams.size >= maxStreams) throw new ProblemError('too-many-waiters', { headers });
      countOf.set(owner, own + 1);
      return () => {
        const left = (countOf.get(owner) ?? 1) - 1;
        if (left === 0) countOf.delete(owner);
        else countOf.set(owner, left);
      };
    },

    /** Sends events since that time and new ones, until the returned function is called. */
    connect(owner: string, stream: EventStream, since: Date): () => void {
      streams.add(stream);
      const time = now();
      const hello = { now: time.toISOString(), heartbeatSeconds: heartbeatMs / 1000 };
      stream.write(writeEvent('hello', hello, time.toISOString()));
      const stop = feed.listen(owner, {
        since,
        onChange: (change) => void textOf(change).then(stream.write),
      });
      return () => {
        streams.delete(stream);
        stop();
      };
    },
  };
}
