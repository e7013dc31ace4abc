/** Number of buffers that are kept for reuse, and the largest of them in bytes. */
export const pooledBuffers = 10;
export const maxPooledBytes = 8 * 1024 ** 2;

/** Bytes that the process takes without photos, with a margin for malloc: about 60 MiB were measured. */
const baseMemory = 96 * 1024 ** 2;

/** Bytes reserved for the process itself and the buffers that it keeps. */
export const ownMemory = baseMemory + pooledBuffers * maxPooledBytes;
