import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './faults/fault.ts';
import type { World } from './open-world.ts';

/** How an alert reacted to its fault, in seconds after the fault began and after it ended. */
export interface AlertResult {
  readonly alert: string;
  readonly fault: string;
  readonly fired?: number;
  readonly resolved?: number;
  /** The summary with which it fired. */
  readonly summary?: string;
}

const firesWithinMs = 180_000;
const resolvesWithinMs = 240_000;

/** Plants faults together, waits until all their alerts fire, mends them, and waits until no alert fires. */
export async function runPhase(world: World, faults: readonly Fault[]): Promise<AlertResult[]> {
  const { timeline } = world;
  const alerts = faults.flatMap(({ alerts }) => alerts);
  timeline.say('begin', faults.map(({ name }) => name).join(', '));
  const began = timeline.seconds();
  const ends = await Promise.all(faults.map((fault) => fault.begin(world)));
  const summaries = new Map<string, string>();
  const fired = await watch(world, alerts, firesWithinMs, (firing, alert) => {
    const found = firing.get(alert);
    if (found !== undefined) summaries.set(alert, found);
    return found !== undefined;
  });
  timeline.say('end', faults.map(({ name }) => name).join(', '));
  const ended = timeline.seconds();
  await Promise.all(ends.map((end) => end()));
  const resolved = await watch(world, alerts, resolvesWithinMs, (firing, alert) => !firing.has(alert));
  return faults.flatMap((fault) =>
    fault.alerts.map((alert) => {
      const [firedAt, resolvedAt, summary] = [fired.get(alert), resolved.get(alert), summaries.get(alert)];
      return {
        alert,
        fault: fault.name,
        ...(firedAt !== undefined && { fired: firedAt - began }),
        ...(resolvedAt !== undefined && firedAt !== undefined && { resolved: resolvedAt - ended }),
        ...(summary !== undefined && { summary }),
      };
    }),
  );
}

type Holds = (firing: ReadonlyMap<string, string>, alert: string) => boolean;

/** When each alert first reached the expected state; alerts that never did are missing. */
async function watch(
  { prometheus, timeline }: World,
  alerts: readonly string[],
  withinMs: number,
  holds: Holds,
) {
  const seen = new Map<string, number>();
  for (const end = Date.now() + withinMs; seen.size < alerts.length && Date.now() < end; await delay(1_000)) {
    const active = (await prometheus.alerts()).filter(({ state }) => state === 'firing');
    const firing = new Map(
      active.map(({ labels, annotations }) => [labels.alertname ?? '', annotations.summary ?? '']),
    );
    for (const alert of alerts) {
      if (seen.has(alert) || !holds(firing, alert)) continue;
      seen.set(alert, timeline.seconds());
      timeline.say(firing.has(alert) ? 'fires' : 'resolved', `${alert}: ${firing.get(alert) ?? ''}`);
    }
  }
  return seen;
}
