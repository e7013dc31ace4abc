import { type MeasuredSystem, withService } from '../with-service.ts';
import type { createCounter } from '../create-counter.ts';

/** What workers log for each photo; version 0.1 had another message. */
const messages: readonly unknown[] = ['reconciled', 'visited'];

/** Runs `work` on a system without services, with a counter of the photos that its workers have handled. */
export function withWorker<T>(
  work: (system: MeasuredSystem, visits: ReturnType<typeof createCounter>) => Promise<T>,
): Promise<T> {
  return withService('worker', ({ msg }) => (messages.includes(msg) ? 1 : 0), work);
}
