import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { MissingCommandError } from './run-command.ts';

/** The Kubernetes API of the cluster in KUBECONFIG. All but `stream` throw an ApiError when refused. */
export interface KubeApi {
  get<T>(path: string): Promise<T>;
  /** Items of a list. */
  list<T>(path: string): Promise<T[]>;
  create<T>(path: string, body: object): Promise<T>;
  /** Merges `body` into the object. */
  patch(path: string, body: object): Promise<void>;
  remove(path: string, body?: object): Promise<void>;
  /** Streams the lines of a log or a watch until it ends or `signal` is aborted. Never throws. */
  stream(path: string, signal: AbortSignal): AsyncIterable<string>;
  close(): void;
}

/** The API server refused a request. */
export class ApiError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Reaches the cluster through `kubectl proxy`, so that every kind of kubeconfig works.
 * @throws MissingCommandError when kubectl or the kubeconfig is missing.
 */
export async function openKubeApi(): Promise<KubeApi> {
  const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.once('exit', () => proxy.kill());
  const failed = once(proxy, 'error').then(() =>
    Promise.reject(new MissingCommandError('kubectl is not installed')),
  );
  const ended = once(proxy, 'exit').then(() =>
    Promise.reject(new MissingCommandError('kubectl reads no kubeconfig: set KUBECONFIG')),
  );
  failed.catch(() => {});
  ended.catch(() => {});
  const [line] = await Promise.race([once(createInterface({ input: proxy.stdout }), 'line'), failed, ended]);
  const base = `http://${String(line).split(' ').at(-1)}`;
  return { ...createCalls(base), close: () => void proxy.kill() };
}

function createCalls(base: string): Omit<KubeApi, 'close'> {
  async function call(path: string, method: string, body?: object, type = 'application/json') {
    const init = body === undefined ? {} : { headers: { 'content-type': type }, body: JSON.stringify(body) };
    const answer = await fetch(base + path, { method, ...init });
    const text = await answer.text();
    if (!answer.ok) throw new ApiError(answer.status, `${method} ${path}: ${messageOf(text)}`);
    return JSON.parse(text);
  }
  return {
    get: (path) => call(path, 'GET'),
    list: async (path) => (await call(path, 'GET')).items,
    create: (path, body) => call(path, 'POST', body),
    patch: (path, body) => call(path, 'PATCH', body, 'application/merge-patch+json'),
    remove: (path, body) => call(path, 'DELETE', body),
    async *stream(path, signal) {
      try {
        const answer = await fetch(base + path, { signal });
        if (!answer.ok || answer.body === null) return;
        let rest = '';
        for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          yield* lines;
        }
      } catch {
        // The pod or the server closed it; the caller reconnects.
      }
    },
  };
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message: string }).message;
  } catch {
    return text;
  }
}
