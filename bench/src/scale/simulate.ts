import type { ScalingSettings } from './scaling-settings.ts';

/** Photos that arrive, as seconds after the beginning, in order. */
export type Arrivals = readonly number[];

export interface Simulated {
  /** Seconds that each photo waited from its arrival to its thumbnail. */
  readonly waits: readonly number[];
  /** Number of ready workers, by second. */
  readonly workers: readonly number[];
  /** Pod seconds until the last photo was done: what it costs. */
  readonly podSeconds: number;
}

const step = 0.1;
/** Nothing takes longer: a simulation in which it does has settings that cannot work. */
const maxSeconds = 24 * 3_600;

/**
 * Simulates workers that KEDA starts from zero and the HPA scales, until all photos are done. Photos are served in order of
 * arrival, each worker at its own pace.
 * @param phase where in their periods KEDA and the HPA are when the first photo arrives, 0 to 1
 * @param endSeconds when to stop even though photos are left
 */
export function simulate(
  settings: ScalingSettings,
  arrivals: Arrivals,
  phase: number,
  endSeconds = Number.POSITIVE_INFINITY,
): Simulated {
  const { syncSeconds, pollingSeconds, photosPerSecond, startSeconds, queueLagSeconds } = settings;
  const waits: number[] = [];
  const workers: number[] = [];
  /** When each worker is ready. */
  const ready: number[] = Array.from({ length: settings.min }, () => 0);
  /** Numbers of messages, one a step, as SQS will count them. */
  const counts: number[] = [];
  let arrived = 0;
  let served = 0;
  let podSeconds = 0;
  let nextPoll = phase * pollingSeconds;
  let nextSync = phase * syncSeconds;
  for (let now = 0; waits.length < arrivals.length && now < endSeconds; now += step) {
    if (now > maxSeconds) throw new Error('photos arrive faster than the workers can ever make them');
    while (arrived < arrivals.length && (arrivals[arrived] ?? 0) <= now) arrived += 1;
    counts.push(arrived - waits.length);
    const messages = counts[Math.max(0, counts.length - 1 - Math.round(queueLagSeconds / step))] ?? 0;
    if (now >= nextPoll) {
      nextPoll += pollingSeconds;
      if (ready.length === 0 && messages > 0) ready.push(now + startSeconds);
    }
    if (now >= nextSync) {
      nextSync += syncSeconds;
      const wanted = desiredWorkers(settings, ready.length, messages);
      while (ready.length < wanted) ready.push(now + startSeconds);
    }
    const running = ready.filter((time) => time <= now).length;
    if (waits.length < arrived) served += running * photosPerSecond * step;
    else served = waits.length;
    while (waits.length < Math.min(arrived, Math.floor(served)))
      waits.push(now - (arrivals[waits.length] ?? 0));
    podSeconds += ready.length * step;
    if (Math.floor(now) >= workers.length) workers.push(running);
  }
  return { waits, workers, podSeconds };
}

/**
 * What the HPA wants of the workers that there are. It only takes over once KEDA has started the first.
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details
 */
function desiredWorkers(settings: ScalingSettings, current: number, messages: number): number {
  if (current === 0) return 0;
  const { min, max, messagesPerReplica, scaleUp, syncSeconds } = settings;
  const ratio = messages / messagesPerReplica / current;
  // Within 10 % the HPA does nothing.
  if (Math.abs(ratio - 1) <= 0.1) return current;
  const periods = Math.max(1, syncSeconds / scaleUp.periodSeconds);
  const most = Math.max(current * (1 + (scaleUp.percent / 100) * periods), current + scaleUp.pods * periods);
  const wanted = Math.min(Math.ceil(messages / messagesPerReplica), max, Math.floor(most));
  return Math.max(current, wanted, min);
}
