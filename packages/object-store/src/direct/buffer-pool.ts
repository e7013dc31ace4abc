/** A reusable buffer. */
export interface BufferPool {
  /** At least `size` bytes. Contents are uninitialised. */
  take(size: number): Buffer;
  /** Returns the buffer to the pool. Reading it afterwards may read another object's bytes. */
  give(buffer: Buffer): void;
}

/** Allocation granularity in bytes, so that objects of similar size share buffers. */
const step = 1024 ** 2;

/**
 * Creates a pool that keeps at most `keep` buffers, of at most `maxKeptBytes` each. Buffers are outside V8's heap, and V8
 * runs a full collection for every few of them: with new buffers for each photo this was a quarter of the CPU.
 */
export function createBufferPool({ keep, maxKeptBytes }: { keep: number; maxKeptBytes: number }): BufferPool {
  const free: Buffer[] = [];
  return {
    take(size) {
      const fitting = free.findIndex((buffer) => buffer.length >= size);
      const [kept] = fitting < 0 ? [] : free.splice(fitting, 1);
      return kept ?? Buffer.allocUnsafeSlow(Math.max(1, Math.ceil(size / step)) * step);
    },
    give(buffer) {
      if (buffer.length > maxKeptBytes) return;
      free.push(buffer);
      free.sort((a, b) => a.length - b.length);
      // The smallest buffer is the least useful.
      if (free.length > keep) free.shift();
    },
  };
}
