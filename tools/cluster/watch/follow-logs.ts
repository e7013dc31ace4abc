import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { Log, type V1ContainerStatus } from '@kubernetes/client-node';
import type { Cluster } from '../kubernetes/open-cluster.ts';
import type { Timeline } from '../timeline.ts';

/** A line of a service's log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string; readonly level: unknown };

export interface PodLogs {
  /** Follows the running container, unless it is already followed. */
  follow(pod: string, container: V1ContainerStatus): void;
  stop(): void;
}

/** Copies the logs of pods into files while they run, since logs are deleted with the pod. */
export async function followLogs(
  { config, namespace }: Cluster,
  folder: string,
  onLine: (pod: string, line: LogLine) => void,
): Promise<PodLogs> {
  await mkdir(folder, { recursive: true });
  const log = new Log(config);
  const followed = new Map<string, Promise<AbortController | undefined>>();

  function copy(pod: string, { name, restartCount }: V1ContainerStatus): Promise<AbortController> {
    const file = createWriteStream(path.join(folder, `${pod}.${restartCount}.log`));
    const lines = new PassThrough();
    // The client leaves connection errors and aborts unhandled, which would end this process.
    lines.once('pipe', (source) => source.once('error', () => lines.end()));
    createInterface(lines).on('line', (text) => {
      const line = parseLine(text);
      if (line) onLine(pod, line);
    });
    lines.pipe(file);
    return log.log(namespace, pod, name, lines, { follow: true });
  }

  return {
    follow(pod, container) {
      const key = `${pod}.${container.restartCount}`;
      if (followed.has(key)) return;
      // Refused: the next change of the pod tries again.
      const refused = () => {
        followed.delete(key);
        return undefined;
      };
      followed.set(key, copy(pod, container).catch(refused));
    },
    stop() {
      for (const following of followed.values()) void following.then((aborter) => aborter?.abort());
    },
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

/** A message that a worker has handled. */
export interface ReconcileRequest {
  readonly at: Date;
  readonly pod: string;
  readonly key: string;
  readonly messageId: string;
  readonly delivery: string;
  readonly outcome: string;
}

/** Progress as the services log it. */
export interface Progress {
  readonly visits: readonly ReconcileRequest[];
  /** Ids of the messages whose photos the notifier has recorded. */
  readonly recorded: ReadonlySet<string>;
  /** Number of warnings and errors by message. */
  readonly warnings: ReadonlyMap<string, number>;
  readonly onLine: (pod: string, line: LogLine) => void;
}

/** Collects counts from log lines, and adds warnings and shutdowns to the timeline. */
export function readProgress(timeline: Timeline): Progress {
  const visits: ReconcileRequest[] = [];
  const recorded = new Set<string>();
  const warnings = new Map<string, number>();
  function onLine(pod: string, line: LogLine): void {
    const { msg, level } = line;
    if (msg === 'reconciled') visits.push(toVisit(pod, line));
    if (msg === 'batch recorded') for (const id of line.messageIds as string[]) recorded.add(id);
    if (msg === 'shutting down' || msg === 'shutdown complete') timeline.note('service', `${pod} ${msg}`);
    if (!isSevere(level)) return;
    const service = String(line.service ?? '');
    warnings.set(`${service}: ${msg}`, (warnings.get(`${service}: ${msg}`) ?? 0) + 1);
    timeline.note('warning', `${pod}: ${JSON.stringify(line)}`);
  }
  return { visits, recorded, warnings, onLine };
}

function toVisit(pod: string, line: LogLine): ReconcileRequest {
  const { time, key, messageId, delivery, outcome } = line;
  return {
    at: new Date(time as string | number),
    pod,
    key: String(key),
    messageId: String(messageId),
    delivery: String(delivery),
    outcome: String(outcome),
  };
}

function isSevere(level: unknown): boolean {
  return typeof level === 'number' ? level >= 40 : ['warn', 'error', 'fatal'].includes(String(level));
}
