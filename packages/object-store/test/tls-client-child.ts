// Reads from, asks and writes to the server at the first argument by the direct store, one call after the other, and
// prints a line of JSON for each. A process of its own: one that hangs in native code hears no timer and no signal.
import { createHash } from 'node:crypto';
import {
  createBufferPool,
  createConnections,
  createDirectObjectStore,
  createS3Client,
  ObjectTooLargeError,
} from '../src/index.ts';

export interface Call {
  readonly call: 'get' | 'head' | 'put';
  readonly key: string;
  readonly maxBytes?: number;
}

const [endpoint = '', calls = '[]'] = process.argv.slice(2);
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
const s3 = createS3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
const connections = createConnections();
const pool = createBufferPool({ keep: 1, maxKeptBytes: 2 ** 27 });
const store = createDirectObjectStore({ s3, endpoint, connections, pool }, 'photos');
const { signal } = new AbortController();

for (const each of JSON.parse(calls) as Call[]) {
  console.log(JSON.stringify([`${each.call} ${each.key}`, await outcomeOf(each).catch(nameOf)]));
}
connections.close();
s3.destroy();

async function outcomeOf({ call, key, maxBytes = 2 ** 27 }: Call): Promise<string> {
  if (call === 'head') return `${(await store.head(key, signal))?.size} bytes`;
  if (call === 'put') return String(await store.put(key, 'x', { contentType: 'image/jpeg' }, signal));
  const object = await store.get(key, { maxBytes, signal });
  const outcome = object ? `${object.size} bytes ${digest(object.body)}` : 'absent';
  object?.release();
  return outcome;
}

function nameOf(error: Error): string {
  return error instanceof ObjectTooLargeError ? `${error.name} ${error.head.size}` : error.name;
}

function digest(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 12);
}
