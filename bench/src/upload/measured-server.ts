import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { Caller } from './callers.ts';

/** The throughput of a server. */
export interface Rates {
  readonly perSecond: number;
  /** By the CPU time of the server's process alone, so that other load on the machine matters little. */
  readonly perCpuSecond: number;
}

/** A GET in place of a request for an upload. */
interface GetRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A server in a process of its own. */
export interface MeasuredServer {
  readonly url: string;
  readonly pid: number;
  /** CPU time of its process so far. */
  cpuSeconds(): Promise<number>;
  /** Sends requests over kept-alive connections for `seconds`: for uploads, or to get what is named. */
  measure(caller: Caller, seconds: number, get?: GetRequest): Promise<Rates>;
  stop(): Promise<void>;
}

const ownScript = fileURLToPath(new URL('serve.ts', import.meta.url));
const body = JSON.stringify({
  filename: '한글 사진 + 100%.jpg',
  contentType: 'image/jpeg',
  size: 2_481_203,
  sha256: 'pmWkWSBCL51Bfkhn79xPuKBKHz//H6B+mY6G9/eieuM=',
});

/** Starts a server of this kind, by the `serve.ts` of this checkout or of another folder. */
export async function startServer(
  kind: string,
  env: Readonly<Record<string, string>>,
  folder?: string,
): Promise<MeasuredServer> {
  const script = folder === undefined ? ownScript : path.resolve(folder, 'bench/src/upload/serve.ts');
  const log = await open(devNull, 'w');
  const child = fork(script, [kind], { env, stdio: ['ignore', log.fd, 'inherit', 'ipc'] });
  const [port] = await Promise.race([once(child, 'message'), failOnExit(child)]);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    cpuSeconds: () => readCpuSeconds(child),
    async measure(caller, seconds, get) {
      // Pages take far longer than waking a core.
      const rest = get ? () => {} : keepAwake();
      try {
        const before = await readCpuSeconds(child);
        const {
          duration,
          '2xx': answered,
          non2xx,
          errors,
        } = await autocannon({
          url: `http://127.0.0.1:${port}${get?.path ?? '/v1/uploads'}`,
          headers: {
            authorization: `Bearer ${caller.credentials}`,
            ...(get ? get.headers : { 'content-type': 'application/json' }),
          },
          ...(!get && { method: 'POST' as const, body }),
          connections: 16,
          duration: seconds,
        });
        if (answered === 0 || non2xx > 0 || errors > 0)
          throw new Error(`${kind}: ${answered} answered, ${non2xx} refused, ${errors} errors`);
        const cpuSeconds = (await readCpuSeconds(child)) - before;
        return { perSecond: answered / duration, perCpuSecond: answered / cpuSeconds };
      } finally {
        rest();
      }
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      await log.close();
    },
  };
}

/**
 * Keeps this process's core from sleeping until the returned function is called. Over loopback a server pays for waking
 * its client's core, a quarter of an answer's time in a virtual machine. Over a network it does not.
 */
function keepAwake(): () => void {
  let awake = true;
  const turn = () => {
    if (awake) setImmediate(turn);
  };
  turn();
  return () => {
    awake = false;
  };
}

async function readCpuSeconds(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message');
  child.send('cpu');
  const [microseconds] = await answer;
  return microseconds / 1e6;
}

async function failOnExit(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`the server ended with ${code}`);
}
