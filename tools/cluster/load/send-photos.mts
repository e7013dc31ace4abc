import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/**
 * A client, run as a Job in the cluster: sends so many photos, taking those of a folder in turn, and asks again when an
 * answer fails to come. Nothing but Node is needed. Writes a JSON line for each photo that S3 has taken, and one at the
 * end that says how often what had to be done again.
 */
interface Upload {
  readonly photoId: string;
  readonly upload: {
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
  };
}

/** Longest that one photo is tried for. */
const patienceMs = 300_000;
const answerMs = 20_000;

const { values } = parseArgs({
  options: {
    api: { type: 'string', default: '' },
    'key-file': { type: 'string', default: '' },
    photos: { type: 'string', default: '' },
    count: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '16' },
    name: { type: 'string', default: 'photo' },
  },
});
const apiKey = (await readFile(values['key-file'], 'utf8')).trim();
const files = (await readdir(values.photos)).filter((name) => name.endsWith('.jpg')).sort();
const bodies = await Promise.all(files.map((name) => readFile(path.join(values.photos, name))));
const again: Record<string, number> = {};
let next = 0;

await Promise.all(Array.from({ length: Number(values.concurrency) }, sendInTurn));
process.stdout.write(`${JSON.stringify({ done: true, again })}\n`);

async function sendInTurn(): Promise<void> {
  while (next < Number(values.count)) {
    const number = next++;
    const body = bodies[number % bodies.length] ?? Buffer.alloc(0);
    const photoId = await send(`${values.name}-${number}.jpg`, body);
    process.stdout.write(`${JSON.stringify({ photoId })}\n`);
  }
}

/** Asks for a URL and sends the bytes, until S3 has them. An upload that S3 took without our hearing of it is refused again with 412. */
async function send(filename: string, body: Buffer): Promise<string> {
  const end = Date.now() + patienceMs;
  let asked: Upload | undefined;
  for (let attempt = 0; ; attempt += 1) {
    asked ??= await ask(filename, body.length);
    const status = asked && (await put(asked, body));
    if (asked && (status === 200 || (attempt > 0 && status === 412))) return asked.photoId;
    // The URL may have run out.
    if (status === 403) asked = undefined;
    if (Date.now() > end) throw new Error(`${filename} could not be sent`);
    await delay(Math.min(200 * 2 ** attempt, 5_000) * (0.5 + Math.random()));
  }
}

async function ask(filename: string, size: number): Promise<Upload | undefined> {
  try {
    const answer = await fetch(`${values.api}/v1/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ filename, contentType: 'image/jpeg', size }),
      signal: AbortSignal.timeout(answerMs),
    });
    if (answer.status === 201) return (await answer.json()) as Upload;
    count(`API answered ${answer.status}`);
    await answer.body?.cancel();
    if (answer.status === 429) await delay(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  } catch (error) {
    count(`API: ${causeOf(error)}`);
  }
  return undefined;
}

async function put({ upload }: Upload, body: Buffer): Promise<number | undefined> {
  const { url, method, headers } = upload;
  try {
    const signal = AbortSignal.timeout(answerMs);
    const answer = await fetch(url, { method, headers, body: new Uint8Array(body), signal });
    await answer.body?.cancel();
    if (answer.status !== 200) count(`S3 answered ${answer.status}`);
    return answer.status;
  } catch (error) {
    count(`S3: ${causeOf(error)}`);
    return undefined;
  }
}

function count(what: string): void {
  again[what] = (again[what] ?? 0) + 1;
}

function causeOf(error: unknown): string {
  const { name, cause } = error as { name: string; cause?: { code?: string } };
  return cause?.code ?? name;
}
