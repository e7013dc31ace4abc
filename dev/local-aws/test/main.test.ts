import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** The process, and what it said of itself. */
async function startMain(t: TestContext, env: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-aws-'));
  t.after(() => rm(dataDir, { recursive: true }));
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, LOCAL_AWS_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, line: JSON.parse(line) };
}

/** The status that a client gets which knows the server by that name. */
async function statusUnder(host: string, url: string): Promise<number | undefined> {
  const [answer] = await once(get(url, { headers: { host } }), 'response');
  answer.resume();
  return answer.statusCode;
}

test('as a process it says where it is, and ends on SIGTERM', async (t) => {
  const { child, line } = await startMain(t);
  assert.match(line.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal((await fetch(line.mailboxUrl)).status, 200);
  assert.equal((await fetch(`${line.url}/_health`)).status, 200);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

test('in a cluster it makes a stack, and names itself as others reach it', async (t) => {
  const url = 'http://local-aws.test:4566';
  const { line } = await startMain(t, {
    LOCAL_AWS_HOST: '127.0.0.2',
    LOCAL_AWS_URL: url,
    LOCAL_AWS_STACK: 'proofsheet',
    LOCAL_AWS_EMAIL: 'ann@example.com',
  });
  assert.equal(line.originalsQueueUrl, `${url}/000000000000/proofsheet-originals-events`);
  assert.equal(line.mailboxUrl, `${url}/_mailbox`);
  const mailbox = `http://127.0.0.2:${line.port}/_mailbox`;
  assert.equal(await statusUnder('local-aws.test:4566', mailbox), 200);
  assert.equal(await statusUnder('attacker.example', mailbox), 403);
  const mails = await fetch(mailbox, { headers: { accept: 'application/json' } });
  assert.match(await mails.text(), /http:\/\/local-aws\.test:4566\/_mailbox\/confirm/);
});
