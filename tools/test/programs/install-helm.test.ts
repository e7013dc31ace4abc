import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { installHelm } from '../../programs/install-helm.ts';

const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** A server with one release, whose Helm is a script, and a folder to install into. */
async function startReleases(t: TestContext, checksumOf: (archive: Buffer) => string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-helm-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, platform));
  const program = path.join(folder, platform, 'helm');
  await writeFile(program, '#!/bin/sh\necho v4.0.0\n');
  await chmod(program, 0o755);
  execFileSync('tar', ['-czf', 'helm.tar.gz', `${platform}/helm`], { cwd: folder });
  const archive = await readFile(path.join(folder, 'helm.tar.gz'));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(request.url?.endsWith('.sha256sum') ? `${checksumOf(archive)}  helm.tar.gz\n` : archive);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const target = path.join(folder, 'tools');
  await mkdir(target);
  return { asked, target, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const sha256 = (archive: Buffer) => createHash('sha256').update(archive).digest('hex');
const options = { skip: process.env.HELM !== undefined };

test('Helm comes from its release for this platform, once', options, async (t) => {
  const { asked, target, url } = await startReleases(t, sha256);
  const program = await installHelm(target, url);
  assert.equal(execFileSync(program, { encoding: 'utf8' }), 'v4.0.0\n');
  assert.equal(await installHelm(target, url), program);
  assert.equal(asked.length, 2);
  assert.ok(asked.every((name) => name.includes(`-${platform}.tar.gz`)));
  assert.deepEqual(await readdir(target), [path.basename(program)]);
});

test('a release that does not match its checksum is refused', options, async (t) => {
  const { target, url } = await startReleases(t, () => '0'.repeat(64));
  await assert.rejects(installHelm(target, url), /does not match its checksum/);
  assert.deepEqual(await readdir(target), []);
});
