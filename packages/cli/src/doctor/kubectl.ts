import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs `kubectl` and parses its JSON; undefined where there is no kubectl, no context or no such kind of object. */
export type Kubectl = (args: readonly string[]) => Promise<unknown>;

const run = promisify(execFile);
const timeoutMs = 15_000;
const maxBuffer = 16 * 1024 ** 2;

/** The kubectl of this machine with its current context. */
export function createKubectl(signal: AbortSignal): Kubectl {
  return async (args) => {
    const options = { signal, timeout: timeoutMs, maxBuffer };
    const answer = await run('kubectl', [...args, '--output', 'json'], options).catch(() => undefined);
    return answer && JSON.parse(answer.stdout);
  };
}
