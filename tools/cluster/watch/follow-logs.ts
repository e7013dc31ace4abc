import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { KubeApi } from '../kubernetes/kube-api.ts';
import type { ContainerStatus } from '../kubernetes/objects.ts';

/** A line of a service's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string; readonly level: unknown };

export interface PodLogs {
  /** Follows the running container, unless it is already followed. */
  follow(pod: string, container: ContainerStatus): void;
  /** Resolves when every log has ended or `signal` is aborted. */
  ended(): Promise<void>;
  stop(): void;
}

interface PodLogsOptions {
  readonly kube: KubeApi;
  readonly namespace: string;
  /** Folder with a file for each container. */
  readonly folder: string;
  readonly onLine: (pod: string, line: LogLine) => void;
}

/** Copies the logs of pods while they run, since logs are deleted with the pod. */
export async function followLogs({ kube, namespace, folder, onLine }: PodLogsOptions): Promise<PodLogs> {
  await mkdir(folder, { recursive: true });
  const stopping = new AbortController();
  const followed = new Map<string, Promise<void>>();

  async function copy(pod: string, { name, restartCount }: ContainerStatus): Promise<void> {
    const file = createWriteStream(path.join(folder, `${pod}.${restartCount}.log`));
    const query = new URLSearchParams({ container: name, follow: 'true' });
    const log = `/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`;
    for await (const text of kube.stream(log, stopping.signal)) {
      file.write(`${text}\n`);
      const line = parseLine(text);
      if (line) onLine(pod, line);
    }
    file.end();
  }

  return {
    follow(pod, container) {
      const key = `${pod}.${container.restartCount}`;
      if (!followed.has(key)) followed.set(key, copy(pod, container));
    },
    ended: async () => void (await Promise.all(followed.values())),
    stop: () => stopping.abort(),
  };
}

function parseLine(text: string): LogLine | undefined {
  try {
    const line = JSON.parse(text);
    return typeof line?.msg === 'string' ? line : undefined;
  } catch {
    return undefined;
  }
}
