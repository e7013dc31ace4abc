import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestSystem } from '@proofsheet/harness/start-test-system';
import pMap from 'p-map';
import type { Kind } from './make-kinds.ts';

const main = fileURLToPath(import.meta.resolve('@proofsheet/cli/main'));
/** Output of the command: a line a file. */
const maxBuffer = 64 * 1024 ** 2;

/**
 * Uploads files with `proofsheet upload`, which repeats what is refused or cut. Returns the ETag that each file name must
 * have in the end.
 */
export async function uploadByApi(
  { local }: TestSystem,
  folder: string,
  { kinds, count, random }: { kinds: readonly Kind[]; count: number; random: () => number },
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const bodies = new Map<string, Buffer>();
  for (let number = 0; number < count; number += 1) {
    const kind = kinds[Math.floor(random() * kinds.length)];
    if (!kind) throw new Error('no photos');
    names.set(`file-${number}.jpg`, kind.etag);
    bodies.set(`file-${number}.jpg`, kind.body);
  }
  await mkdir(path.join(folder, 'photos'), { recursive: true });
  await pMap(bodies, ([name, body]) => writeFile(path.join(folder, 'photos', name), body), {
    concurrency: 16,
  });
  const env = { AWS_REGION: local.region, PUBLIC_URL: local.apiUrl, API_KEY: local.apiKey };
  await promisify(execFile)(process.execPath, [main, 'upload', 'photos'], { cwd: folder, env, maxBuffer });
  return names;
}
