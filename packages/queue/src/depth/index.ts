export { exportQueueDepths, type QueueDepthOptions } from './export-queue-depths.ts';
export { type QueueDepth, readQueueDepth } from './read-queue-depth.ts';
