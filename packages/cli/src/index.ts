export { addRequests, costOf } from './prices.ts';
export { createCheckpoint } from './sweep/checkpoint.ts';
export { sweep } from './sweep/sweep.ts';
export type { SweepOptions } from './sweep/sweep-options.ts';
