import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/**
 * A client that runs as a Job in the cluster. It sends a number of photos, cycling through a folder, and retries failed
 * requests. It needs only Node. It prints a JSON line for each uploaded photo, and at the end one with its retries.
 */
interface Upload {
  readonly photoId: string;
  readonly upload: {
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
  };
}

/** Time limit for one photo. */
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

/** Requests a URL and sends the bytes until S3 has them. 412 means that an earlier attempt was stored although its response was lost. */
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
