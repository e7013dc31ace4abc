import type { Timeline } from '../timeline.ts';
import type { LogLine } from './follow-logs.ts';

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
