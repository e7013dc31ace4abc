/** How far the monotonic clock may be off the system's, which others' times are by. Milliseconds. */
const maxDrift = 20;

/** Milliseconds since 1970 with fractions, which `Date.now` has not: by the monotonic clock, set by the system's. */
export function createClock(): () => number {
  let origin = performance.timeOrigin;
  return () => {
    const sinceOrigin = performance.now();
    const system = Date.now();
    if (Math.abs(origin + sinceOrigin - system) > maxDrift) origin = system - sinceOrigin;
    return origin + sinceOrigin;
  };
}
