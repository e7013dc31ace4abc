import type { BenchPhoto } from './make-photos.ts';
import { measureRaw } from './measure-raw.ts';
import { runLatency } from './run-latency.ts';

/** Time from a stored original to its thumbnail, for photos that come one at a time. */
export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** As a share of what raw sharp takes for one photo at a time; undefined for formats that it has no decoder for. */
  readonly p50: number | undefined;
  readonly p99: number | undefined;
}

/** Measures the latency of one photo at a time in a quiet system. */
export async function measureLatency(photo: BenchPhoto): Promise<Latency> {
  const raw = await measureRaw({ ...photo, count: 40 }, 1);
  const times = await runLatency(photo);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1] ?? Number.NaN;
  const [p50Ms, p99Ms] = [at(0.5), at(0.99)];
  return { p50Ms, p99Ms, p50: raw && p50Ms / raw.wallMs, p99: raw && p99Ms / raw.wallMs };
}
