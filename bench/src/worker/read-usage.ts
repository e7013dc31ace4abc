import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second for every program that asks. */
const msPerTick = 10;

/** Milliseconds of CPU that the process has used so far, all its threads together. */
export function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

/** Memory that the process holds, in MiB. */
export function rssMiBOf(pid: number): number {
  return readStatus(pid, 'VmRSS') / 1024;
}

/** Most memory that the process has held, in MiB. */
export function peakRssMiBOf(pid: number): number {
  return readStatus(pid, 'VmHWM') / 1024;
}

/** KiB. */
function readStatus(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
}

/** Milliseconds that all cores together have been idle, and have been there at all, since the machine started. */
export function coreTime(): { idleMs: number; allMs: number } {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '').split(/\s+/).map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
  const idleMs = (idle + iowait) * msPerTick;
  return { idleMs, allMs: idleMs + (user + nice + system + irq + softirq + steal) * msPerTick };
}
