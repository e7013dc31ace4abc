export { callWithin } from './call-within.ts';
export { limitCalls } from './limit-calls.ts';
