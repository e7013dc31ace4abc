import { readFileSync } from 'node:fs';

/** Linux reports CPU time in hundredths of a second. */
const msPerTick = 10;

/** CPU time of the process so far, all threads, in milliseconds. */
export function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

/** Resident memory of the process, in MiB. */
export function rssMiBOf(pid: number): number {
  return readStatus(pid, 'VmRSS') / 1024;
}

/** Peak resident memory of the process, in MiB. */
export function peakRssMiBOf(pid: number): number {
  return readStatus(pid, 'VmHWM') / 1024;
}

/** KiB. */
function readStatus(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
}

/** Idle time and total time of all cores since boot, in milliseconds. */
export function coreTime(): { idleMs: number; allMs: number } {
  const [, ...ticks] = (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '').split(/\s+/).map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
  const idleMs = (idle + iowait) * msPerTick;
  return { idleMs, allMs: idleMs + (user + nice + system + irq + softirq + steal) * msPerTick };
}
