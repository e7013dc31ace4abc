import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** Number of buffers that are kept for reuse, and the largest of them in bytes. */
export const pooledBuffers = 10;
export const maxPooledBytes = 8 * 1024 ** 2;

/** Bytes that the process takes without photos, with a margin for malloc: about 60 MiB were measured. */
const baseMemory = 96 * 1024 ** 2;

/** Bytes reserved for the process itself and the buffers that it keeps. */
export const ownMemory = baseMemory + pooledBuffers * maxPooledBytes;

/** Bytes for photos: the limit in MiB (0 uses the limit of the process) less the bytes reserved for the process. */
export function photoMemory(limitMib: number): number {
  const limit = limitMib > 0 ? limitMib * 1024 ** 2 : memoryLimit();
  return Math.max(limit - ownMemory, 32 * 1024 ** 2);
}

/** cgroup v2, then v1: https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files */
const limitFiles = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

export interface MemoryLimitOptions {
  readonly read?: (file: string) => string;
  /** The limit that Node finds for the cgroup of this process, which may be nested below that of the files. 0 means no limit. */
  readonly constrained?: () => number;
}

/** Bytes that this process may use: the limit of its container, or the memory of the machine. */
export function memoryLimit({
  read = (file) => readFileSync(file, 'utf8'),
  constrained = () => process.constrainedMemory(),
}: MemoryLimitOptions = {}): number {
  const limits = limitFiles.map((file) => readLimit(file, read));
  // Without a limit the file contains `max` or a number above the memory of any machine.
  return Math.min(totalmem(), constrained() || Number.POSITIVE_INFINITY, ...limits);
}

function readLimit(file: string, read: (file: string) => string): number {
  try {
    const limit = Number(read(file));
    return Number.isFinite(limit) && limit > 0 ? limit : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
