import assert from 'node:assert/strict';
import { get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { openConnection } from '../src/direct/connection.ts';

/** What an answer was understood to be. Names in lower case, values of a header that comes twice joined. */
interface Understood {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const { signal } = new AbortController();
const maxBody = 2000;

/** The pieces of an answer, each a write of its own. */
const answers = fc
  .record({
    status: fc.constantFrom('200 OK', '200', '404 Not Found', '503 Slow Down', '204 None', '304 Same'),
    headers: fc.array(
      fc.constantFrom(
        'ETag: "1"',
        'etag:"2"',
        'x-amz-meta-a:  b c \t',
        'Connection: close',
        'Content-Type: image/jpeg',
        'x: \xe9',
        'Content-Length: 3',
        'Transfer-Encoding: chunked',
      ),
      { maxLength: 4 },
    ),
    body: fc.string({ maxLength: 40 }),
    changes: fc.array(
      fc.record({
        at: fc.nat(200),
        drop: fc.nat(2),
        insert: fc.string({ unit: fc.constantFrom(...'\r\n\0\t :;,-+01aA\x80'), maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
    cuts: fc.array(fc.nat(250), { maxLength: 4 }),
  })
  .map(({ status, headers, body, changes, cuts }) => {
    const lines = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, '', body];
    let text = lines.join('\r\n');
    for (const { at, drop, insert } of changes) text = text.slice(0, at) + insert + text.slice(at + drop);
    return split(text, cuts);
  });

function split(text: string, cuts: readonly number[]): string[] {
  const ends = [...cuts, text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end)).filter((piece) => piece !== '');
}

/** A server that answers every request with the pieces that are its turn, then closes. */
async function startServer(t: TestContext) {
  let pieces: readonly string[] = [];
  const server = createServer((socket) => {
    socket.setNoDelay(true).on('error', () => {});
    socket.once('data', async () => {
      for (const piece of pieces) {
        await new Promise((resolve) => socket.write(piece, 'latin1', resolve));
        // A turn of the event loop, in which the piece is read by itself.
        await new Promise(setImmediate);
      }
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const answerWith = (next: readonly string[]) => {
    pieces = next;
  };
  return { url, answerWith };
}

async function readOurs(url: URL): Promise<Understood | undefined> {
  const connection = openConnection(url, 5000);
  let found: Understood | undefined;
  let body = Buffer.alloc(0);
  try {
    await connection.exchange({
      method: 'GET',
      head: 'GET / HTTP/1.1\r\nhost: test\r\n\r\n',
      body: undefined,
      signal,
      onHead({ status, headers }, length) {
        if (length > maxBody) return undefined;
        found = { status, headers: { ...headers }, body: '' };
        body = Buffer.alloc(length);
        return body;
      },
    });
    return found && { ...found, body: body.toString('latin1') };
  } catch {
    return undefined;
  } finally {
    connection.close();
  }
}

/** Node's own client, whose parser is llhttp. */
function readNodes(url: URL): Promise<Understood | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('error', () => resolve(undefined));
      response.on('end', () => {
        const body = Buffer.concat(pieces).toString('latin1');
        resolve({ status: response.statusCode ?? 0, headers: joinHeaders(response.rawHeaders), body });
      });
    });
    request.on('error', () => resolve(undefined));
  });
}

function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

test('what our reader takes, Node’s own takes for the same', { timeout: 120_000 }, async (t) => {
  const { url, answerWith } = await startServer(t);
  const count = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(answers, async (pieces) => {
      answerWith(pieces);
      const ours = await readOurs(url);
      count[ours ? 'taken' : 'refused'] += 1;
      if (!ours) return;
      // What comes after the message ends the connection, but no longer undoes what was taken.
      const text = pieces.join('');
      answerWith([text.slice(0, text.indexOf('\r\n\r\n') + 4 + ours.body.length)]);
      assert.deepEqual(ours, await readNodes(url));
    }),
    { numRuns: 1000 },
  );
  t.diagnostic(`${count.taken} taken, ${count.refused} refused`);
  assert.ok(count.taken > 100 && count.refused > 100);
});
