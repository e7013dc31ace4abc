import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Exploration, explore } from '@proofsheet/interleavings';
import { judge } from './judge.ts';
import { plain, scenarios } from './scenarios.ts';
import { weaker } from './weaker.ts';
import { createWorld } from './world.ts';

/** What is explored: a scenario, or a weaker protocol until its first mistake. Both by their place in the list. */
export type Subject = { readonly scenario: number } | { readonly weaker: number };

/** Explores in a thread of its own: the hooks with which the test runner follows every promise double the time. */
export function exploreApart(subject: Subject): Promise<Exploration> {
  const { promise, resolve, reject } = Promise.withResolvers<Exploration>();
  const worker = new Worker(new URL(import.meta.url), { workerData: subject });
  worker.once('message', resolve);
  worker.once('error', reject);
  return promise;
}

async function exploreHere(subject: Subject): Promise<Exploration> {
  if ('scenario' in subject) {
    const limits = scenarios[subject.scenario] ?? plain;
    return explore(() => createWorld(limits), judge);
  }
  const { limits, weaken } = weaker[subject.weaker] ?? {};
  return explore(() => createWorld({ ...plain, ...limits }, weaken), judge, { stopAtWrong: true });
}

if (!isMainThread) parentPort?.postMessage(await exploreHere(workerData as Subject));
