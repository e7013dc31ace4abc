import type { Arrivals } from './simulate.ts';

/** Photos that arrive at once, as far as a client can: at a rate, from the beginning. */
export function burst(photos: number, perSecond: number): Arrivals {
  return Array.from({ length: photos }, (_, index) => index / perSecond);
}
