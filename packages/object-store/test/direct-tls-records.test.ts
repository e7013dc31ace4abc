import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { createIdentity } from './create-identity.ts';
import { goodText, headOf } from './fault-server.ts';
import type { Call } from './tls-client-child.ts';

/** Timeout of a client in milliseconds: it hangs for ever or needs a hundredth of this. */
const patience = 60_000;
const mib = 1024 ** 2;
/** Maximum bytes of a TLS record: https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const recordBytes = 16 * 1024;

type Respond = (socket: Socket, method: string) => void;

const page = Buffer.alloc(mib, '<Error>');
const pageHead = (status: number, length: string | undefined, more = {}) =>
  headOf(status, { etag: undefined, 'content-length': length, ...more });

/** Answers to the first request for a key. Later requests get the plain answer. */
const refused: Readonly<Record<string, Respond>> = {
  'a 503 with 1 MiB': (socket) =>
    socket.write(Buffer.concat([Buffer.from(pageHead(503, String(mib))), page])),
  'a 503 without a length': (socket) =>
    socket.end(Buffer.concat([Buffer.from(pageHead(503, undefined)), page])),
  'a 403 in chunks': (socket) => {
    const head = pageHead(403, undefined, { 'transfer-encoding': 'chunked' });
    socket.write(Buffer.concat([Buffer.from(`${head}100000\r\n`), page, Buffer.from('\r\n0\r\n\r\n')]));
  },
  'a 200 in chunks': (socket) => {
    const head = headOf(200, { 'content-length': undefined, 'transfer-encoding': 'chunked' });
    socket.write(Buffer.concat([Buffer.from(`${head}100000\r\n`), page, Buffer.from('\r\n0\r\n\r\n')]));
  },
  'a head that fills a record': (socket) =>
    socket.write(Buffer.concat([Buffer.from(headOf(200, { x: 'x'.repeat(2 * recordBytes) })), page])),
  'a head above the limit with nothing behind it': (socket) =>
    socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(recordBytes)}`),
  'a 500 closed half way': (socket) =>
    socket.end(Buffer.concat([Buffer.from(pageHead(500, String(2 * mib))), page])),
  'more bytes than declared': (socket) =>
    socket.write(Buffer.concat([Buffer.from(headOf(200, { 'content-length': '100' })), page])),
};

for (const fragment of [recordBytes, 512]) {
  test(`over TLS in records of ${fragment} bytes a refused answer never hangs the process`, async (t) => {
    const { run } = await startServer(t, fragment, (key, count) => (count === 1 ? refused[key] : undefined));
    const calls = Object.keys(refused).flatMap((key) => [{ call: 'get' as const, key }]);
    const results = await run(calls);
    assert.deepEqual(
      results,
      calls.map(({ key }) => [`get ${key}`, describe(Buffer.from('the bytes of the object'))]),
    );
  });

  test(`over TLS in records of ${fragment} bytes an object too large is refused, one within comes whole`, async (t) => {
    // Small records take far more time for each byte.
    const max = fragment === recordBytes ? 16 * mib : mib;
    const sizes = [
      0,
      1,
      max - 1,
      max,
      max + 1,
      max + 4 * mib,
      ...(fragment === recordBytes ? [90 * mib] : []),
    ];
    const { run } = await startServer(t, fragment, (key) => (socket) => {
      socket.write(Buffer.concat([Buffer.from(headOf(200, { 'content-length': key })), bytes(Number(key))]));
    });
    const results = await run([
      ...sizes.map((size) => ({ call: 'get' as const, key: String(size), maxBytes: max })),
      ...sizes.map((size) => ({ call: 'get' as const, key: String(size) })),
    ]);
    assert.deepEqual(results, [
      ...sizes.map((size) => [
        `get ${size}`,
        size > max ? `ObjectTooLargeError ${size}` : describe(bytes(size)),
      ]),
      ...sizes.map((size) => [`get ${size}`, describe(bytes(size))]),
    ]);
  });
}

test('a refused HEAD or PUT over TLS never hangs the process', async (t) => {
  const { run } = await startServer(t, recordBytes, (key, count) => (count === 1 ? refused[key] : undefined));
  const key = 'a 503 with 1 MiB';
  assert.deepEqual(await run([{ call: 'put', key }]), [[`put ${key}`, '"0123456789abcdef0123456789abcdef"']]);
  const other = await startServer(t, recordBytes, (each, count) => (count === 1 ? refused[each] : undefined));
  assert.deepEqual(await other.run([{ call: 'head', key }]), [[`head ${key}`, '23 bytes']]);
});

test('a connection cut at every 1,000th byte of an answer changes no result and hangs no process', async (t) => {
  const object = bytes(200_000);
  const whole = Buffer.concat([
    Buffer.from(headOf(200, { 'content-length': String(object.length) })),
    object,
  ]);
  const cuts = Array.from({ length: Math.ceil(whole.length / 1000) }, (_, index) => String(index * 1000));
  const { run } = await startServer(t, recordBytes, (key, count) => (socket) => {
    if (count > 1) return void socket.write(whole);
    socket.write(whole.subarray(0, Number(key)), () => socket.destroy());
  });
  const results = await run(cuts.map((key) => ({ call: 'get', key })));
  assert.deepEqual(
    results,
    cuts.map((cut) => [`get ${cut}`, describe(object)]),
  );
});

/** A server over TLS whose answer depends on the key and on how often it was asked for it. */
async function startServer(
  t: TestContext,
  fragment: number,
  respondTo: (key: string, count: number) => Respond | undefined,
) {
  const identity = await createIdentity();
  const counts = new Map<string, number>();
  const server = createServer({ ...identity, noDelay: true }, (request) => {
    request.resume().on('end', () => {
      const { method = '', url = '' } = request;
      const key = decodeURIComponent(url.replace('/photos/', '').replace(/\?.*/, ''));
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const respond = respondTo(key, count) ?? ((socket) => socket.write(goodText(method)));
      respond(request.socket, method);
    });
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.setMaxSendFragment(fragment);
    // A client that refuses an answer resets the connection.
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'object-store-tls-'));
  const certificate = join(folder, 'cert.pem');
  await writeFile(certificate, identity.cert);
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    /** Returns the result of each call. Fails if the client process does not exit. */
    async run(calls: readonly Call[]): Promise<[string, string][]> {
      counts.clear();
      const args = [join(import.meta.dirname, 'tls-client-child.ts'), endpoint, JSON.stringify(calls)];
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate, NODE_TEST_CONTEXT: undefined };
      const options = { env, timeout: patience, killSignal: 'SIGKILL' as const, maxBuffer: 16 * mib };
      const { stdout } = await promisify(execFile)(process.execPath, args, options);
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
  };
}

function bytes(size: number): Buffer {
  return Buffer.alloc(size, Buffer.from(Array.from({ length: 251 }, (_, index) => index)));
}

function describe(body: Buffer): string {
  return `${body.length} bytes ${createHash('sha256').update(body).digest('hex').slice(0, 12)}`;
}
