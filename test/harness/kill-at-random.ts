import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceProcess } from '@proofsheet/system';

export interface KillOptions {
  readonly start: () => Promise<ServiceProcess>;
  readonly kills: number;
  /** Maximum lifetime after the start, in milliseconds. */
  readonly lifeMs: number;
  /** A random number from 0 to below 1. */
  readonly random: () => number;
}

/** Starts a process repeatedly and kills it (SIGKILL) at a random moment. Returns the time of each kill. */
export async function killAtRandom({ start, kills, lifeMs, random }: KillOptions): Promise<Date[]> {
  const times: Date[] = [];
  while (times.length < kills) {
    const victim = await start();
    await delay(random() * lifeMs);
    times.push(new Date());
    await victim.stop('SIGKILL');
  }
  return times;
}
