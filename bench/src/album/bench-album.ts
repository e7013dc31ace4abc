import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { median } from '../median.ts';
import { rssMiBOf } from '../read-usage.ts';
import { type MeasuredServer, startServer } from '../upload/measured-server.ts';
import { createGeneratedAlbum } from './generated-album.ts';
import { startListings } from './start-listings.ts';
import { openStreams, streamsPerOwner } from './wait-for-events.ts';

const pagePath = '/v1/photos?limit=200';
const small = 10_000;
const large = 1_000_000;
const watchSeconds = 10;

/** Measures pages of 200 photos in albums of 10,000 and 1,000,000, and clients that wait for events. */
export async function benchAlbum(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      clients: { type: 'string', default: '5000' },
    },
  });
  const clients = Number(values.clients);
  const keys = Array.from({ length: Math.ceil(clients / streamsPerOwner) }, () =>
    randomBytes(24).toString('hex'),
  );
  let album = createGeneratedAlbum(small);
  const s3 = await startListings(() => album);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const env = {
    AWS_ENDPOINT_URL: s3.url,
    API_KEYS: keys.map((key, index) => `owner-${index}:${sha256(key)}`).join(','),
    MAX_EVENT_LOOP_DELAY_MS: '0',
    MAX_EVENT_STREAMS: String(clients),
  };
  const server = await startServer('ours', env);
  const [credentials = ''] = keys;
  const measurePage = createMeasurePage(server, credentials, s3.lists);
  const rounds = { count: Number(values.rounds), seconds: Number(values.seconds) };
  try {
    // Warm-up, until V8 has compiled the code.
    await measurePage(pagePath, { count: 1, seconds: 4 });
    const page = { ...(await measurePage(pagePath, rounds)), ...(await readSizes(server.url, credentials)) };
    album = createGeneratedAlbum(large);
    const at = (index: number) => measurePage(`${pagePath}&before=${album.timeOf(index)}`, rounds);
    const million = { start: await at(0), middle: await at(large / 2), end: await at(large - 300) };
    await server.stop();
    const events = await measureEvents(await startServer('ours', env), keys, clients, s3.lists);
    const result = { page, million, events };
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : describe(result));
  } finally {
    await s3.close();
  }
}

interface PageFigures {
  readonly cpuMs: number;
  readonly pagesPerCpuSecond: number;
  readonly s3Requests: number;
}

function createMeasurePage(server: MeasuredServer, credentials: string, lists: () => number) {
  return async (
    path: string,
    { count, seconds }: { count: number; seconds: number },
  ): Promise<PageFigures> => {
    const headers = { 'accept-encoding': 'br' };
    const rates: number[] = [];
    for (let round = 0; round < count; round += 1) {
      const { perCpuSecond } = await server.measure({ credentials }, seconds, { path, headers });
      rates.push(perCpuSecond);
    }
    const pagesPerCpuSecond = median(rates);
    const before = lists();
    await fetch(server.url + path, { headers: { authorization: `Bearer ${credentials}` } }).then((answer) =>
      answer.arrayBuffer(),
    );
    return { cpuMs: 1000 / pagesPerCpuSecond, pagesPerCpuSecond, s3Requests: lists() - before };
  };
}

/** Bytes of a page as a browser gets it, and without compression. */
async function readSizes(url: string, credentials: string) {
  const headers = { authorization: `Bearer ${credentials}`, 'accept-encoding': 'br' };
  const body = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    request(url + pagePath, { headers }, (answer) =>
      answer
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve(Buffer.concat(chunks))),
    )
      .on('error', reject)
      .end();
  });
  return { wireBytes: body.length, rawBytes: brotliDecompressSync(body).length };
}

async function measureEvents(
  server: MeasuredServer,
  keys: readonly string[],
  clients: number,
  lists: () => number,
) {
  const rssBefore = rssMiBOf(server.pid);
  const close = await openStreams(server.url, keys, clients);
  await sleep(watchSeconds * 500);
  const [cpuBefore, listsBefore] = [await server.cpuSeconds(), lists()];
  await sleep(watchSeconds * 1000);
  const cpu = (await server.cpuSeconds()) - cpuBefore;
  const figures = {
    clients,
    owners: Math.ceil(clients / streamsPerOwner),
    cores: cpu / watchSeconds,
    cpuMsPerClientSecond: (cpu * 1000) / watchSeconds / clients,
    listsPerSecond: (lists() - listsBefore) / watchSeconds,
    rssMiB: rssMiBOf(server.pid),
    kibPerClient: ((rssMiBOf(server.pid) - rssBefore) * 1024) / clients,
  };
  close();
  await server.stop();
  return figures;
}

function describe(result: object, indent = ''): string {
  return Object.entries(result)
    .map(([name, value]) =>
      typeof value === 'object'
        ? `${indent}${name}\n${describe(value, `${indent}  `)}`
        : `${indent}${name.padEnd(22)} ${Number(value).toFixed(value < 10 ? 2 : 0)}\n`,
    )
    .join('');
}
