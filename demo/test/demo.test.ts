import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { localFile } from '@proofsheet/system';
import { samplePhotos } from '../src/index.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Starts the demo in a folder of its own, or in that of an earlier one. */
async function startDemo(t: TestContext, ...options: (string | { cwd: string })[]) {
  const args = options.filter((option) => typeof option === 'string');
  const given = options.find((option) => typeof option !== 'string')?.cwd;
  const cwd = given ?? (await mkdtemp(path.join(tmpdir(), 'proofsheet-demo-')));
  // In a group of its own, as in a terminal.
  const demo = spawn(process.execPath, [main, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let out = '';
  let err = '';
  demo.stdout.on('data', (data) => {
    out += data;
  });
  demo.stderr.on('data', (data) => {
    err += data;
  });
  const ended = once(demo, 'close').then(([code, signal]) => ({ status: code ?? signal, out, err }));
  t.after(async () => {
    demo.kill('SIGTERM');
    await ended;
    await rm(cwd, { recursive: true, force: true });
  });
  return {
    demo,
    cwd,
    ended,
    stderrSays: (text: string) => waitForText(demo.stderr, () => err.includes(text)),
  };
}

function waitForText(stream: NodeJS.ReadableStream, found: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => found() && resolve();
    stream.on('data', look);
    look();
  });
}

test('--once --json prints an object for each sample and ends with 0', { timeout: 120_000 }, async (t) => {
  const { ended, cwd } = await startDemo(t, '--once', '--json');
  const { status, out, err } = await ended;
  assert.deepEqual({ status, err }, { status: 0, err: '' });
  const rows = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const names = (await samplePhotos()).map((file) => path.basename(file));
  assert.deepEqual(rows.map(({ name }) => name).sort(), names.sort());
  for (const { status, thumbnail, milliseconds, link } of rows) {
    assert.equal(status, 'ready');
    assert.equal(thumbnail.width, 200);
    assert.ok(milliseconds > 0 && thumbnail.bytes > 0);
    assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/l\//);
  }
  assert.equal(existsSync(path.join(cwd, localFile)), false);
});

test('--once ends with 1 when a photo gets no thumbnail', { timeout: 120_000 }, async (t) => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'proofsheet-file-')), 'text.jpg');
  await writeFile(file, 'no photo');
  const { ended } = await startDemo(t, '--once', file);
  const { status, out } = await ended;
  assert.equal(status, 1);
  assert.match(out, /text\.jpg.*failed: unsupported-format.*none/);
  await rm(path.dirname(file), { recursive: true });
});

test('it stays up, lets others join in, and Ctrl-C ends it cleanly', { timeout: 120_000 }, async (t) => {
  const [sample = ''] = await samplePhotos();
  const { demo, cwd, ended, stderrSays } = await startDemo(t, sample);
  await stderrSays('Ctrl-C ends it.');
  const file = path.join(cwd, localFile);
  const local = JSON.parse(await readFile(file, 'utf8'));
  for (const [name, value] of Object.entries(local)) assert.equal(typeof value, 'string', name);
  assert.equal((await stat(file)).mode & 0o077, 0, 'the file contains keys: only its owner can read it');

  const mailbox = await fetch(local.mailboxUrl, { headers: { accept: 'application/json' } });
  const mails = (await mailbox.json()) as Record<string, string>[];
  assert.deepEqual(Object.keys(mails.at(-1) ?? {}).sort(), ['at', 'body', 'subject', 'to']);
  const docs = await fetch(`${local.apiUrl}/docs`);
  assert.equal(docs.status, 200);

  // A terminal sends Ctrl-C to the whole group.
  process.kill(-(demo.pid ?? 0), 'SIGINT');
  assert.equal((await ended).status, 0);
  assert.equal(existsSync(file), false);
  await assert.rejects(fetch(local.apiUrl), 'the services have ended too');
});

test('a wrong command line is answered at once with status 2', { timeout: 20_000 }, async (t) => {
  for (const args of [['--twice'], ['no-such-photo.jpg']]) {
    const { ended } = await startDemo(t, ...args);
    const { status, err } = await ended;
    assert.equal(status, 2);
    assert.match(err, /twice|no-such-photo\.jpg/);
  }
});

test('--keep goes on with photos, keys and links, and --cors lets in pages of one origin', {
  timeout: 120_000,
}, async (t) => {
  const [sample = ''] = await samplePhotos();
  const first = await startDemo(t, '--keep', '--cors', 'https://page.example', sample);
  await first.stderrSays('Ctrl-C ends it.');
  const read = async () => JSON.parse(await readFile(path.join(first.cwd, localFile), 'utf8'));
  const local = await read();
  const photos = await listPhotos(local);
  assert.equal(photos.length, 1);
  const preflight = async (origin: string) => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    const answer = await fetch(`${local.apiUrl}/v1/uploads`, { method: 'OPTIONS', headers });
    return answer.headers.get('access-control-allow-origin');
  };
  assert.equal(await preflight('https://page.example'), 'https://page.example');
  assert.notEqual(await preflight('https://other.example'), 'https://other.example');
  first.demo.kill('SIGINT');
  assert.equal((await first.ended).status, 0);

  const second = await startDemo(t, { cwd: first.cwd }, '--keep', sample);
  await second.stderrSays('Ctrl-C ends it.');
  const again = await read();
  assert.deepEqual([again.apiKey, again.apiUrl], [local.apiKey, local.apiUrl]);
  const ids = (await listPhotos(again)).map(({ photoId }) => photoId);
  assert.equal(ids.length, 2);
  assert.ok(ids.includes(photos[0]?.photoId ?? ''));
  second.demo.kill('SIGINT');
  await second.ended;
});

async function listPhotos({
  apiUrl,
  apiKey,
}: {
  apiUrl: string;
  apiKey: string;
}): Promise<{ photoId: string }[]> {
  const answer = await fetch(`${apiUrl}/v1/photos`, { headers: { authorization: `Bearer ${apiKey}` } });
  return ((await answer.json()) as { photos: { photoId: string }[] }).photos;
}
