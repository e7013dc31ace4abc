import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceProcess } from '@proofsheet/system';

/** How a process ends: at once, orderly, or at once after it was stopped for a while, as on a frozen machine. */
export type KillKind = 'SIGKILL' | 'SIGTERM' | 'SIGSTOP';

export interface Kill {
  readonly at: Date;
  readonly kind: KillKind;
}

export interface KillOptions {
  readonly start: () => Promise<ServiceProcess>;
  readonly kills: number;
  /** Maximum lifetime after the start, in milliseconds. */
  readonly lifeMs: number;
  /** A random number from 0 to below 1. */
  readonly random: () => number;
  /** SIGKILL by default. */
  readonly chooseKind?: () => KillKind;
  /** How long a process is stopped by SIGSTOP, and goes on after that, in milliseconds. */
  readonly frozenMs?: number;
  /** No further process is started once it is aborted. */
  readonly signal?: AbortSignal;
}

/** Starts a process repeatedly and ends it at a random moment. Returns when and how. */
export async function killAtRandom(options: KillOptions): Promise<Kill[]> {
  const { start, kills, lifeMs, random, chooseKind = () => 'SIGKILL', frozenMs = 0, signal } = options;
  const all: Kill[] = [];
  while (all.length < kills && !signal?.aborted) {
    const victim = await start();
    const kind = chooseKind();
    await delay(random() * lifeMs);
    if (kind === 'SIGSTOP') await freeze(victim.pid, frozenMs);
    all.push({ at: new Date(), kind });
    await victim.stop(kind === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL');
  }
  return all;
}

/** Stops a process for so many milliseconds and gives it a second to go on with what it had begun. */
async function freeze(pid: number, ms: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await delay(ms);
  process.kill(pid, 'SIGCONT');
  await delay(1_000);
}
