import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** cgroup v2, then v1: https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files */
const limitFiles = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** Bytes that this process may use: what its container is limited to, or what the machine has. */
export function memoryLimit(read: (file: string) => string = (file) => readFileSync(file, 'utf8')): number {
  const limits = limitFiles.map((file) => readLimit(file, read));
  // A container without a limit says `max`, or a number beyond all memory there is.
  return Math.min(totalmem(), ...limits);
}

function readLimit(file: string, read: (file: string) => string): number {
  try {
    const limit = Number(read(file));
    return Number.isFinite(limit) && limit > 0 ? limit : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
