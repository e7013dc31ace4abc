/** Buffers that wait for the next photo, and the largest of them: what is larger takes long anyway. */
export const pooledBuffers = 10;
export const maxPooledBytes = 8 * 1024 ** 2;

/** Bytes that the process takes without any photo, and some more that malloc keeps: about 60 MiB were measured. */
const baseMemory = 96 * 1024 ** 2;

/** Bytes that photos never get, whatever the concurrency: for the process itself and the buffers it keeps. */
export const ownMemory = baseMemory + pooledBuffers * maxPooledBytes;
