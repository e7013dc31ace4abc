import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';

/** Streams of an owner that the service allows. */
export const streamsPerOwner = 20;
/** Connections that are opened at a time. */
const atOnce = 100;

/** Opens that many event streams, 20 for each key. Returns what closes them; fails when one is refused. */
export async function openStreams(url: string, keys: readonly string[], count: number): Promise<() => void> {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const streams: IncomingMessage[] = [];
  for (let from = 0; from < count; from += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - from) }, async (_, index) => {
      const key = keys[Math.floor((from + index) / streamsPerOwner)];
      const request = get(`${url}/v1/events`, { agent, headers: { authorization: `Bearer ${key}` } });
      const [stream] = (await once(request, 'response')) as [IncomingMessage];
      if (stream.statusCode !== 200) throw new Error(`a stream was answered ${stream.statusCode}`);
      streams.push(stream.resume());
    });
    await Promise.all(batch);
  }
  return () => {
    for (const stream of streams) stream.destroy();
  };
}
