import type { BenchPhoto } from './make-photos.ts';
import { type Latency, measureLatency } from './measure-latency.ts';
import { measureRaw, measureRival, type Raw, type Rival, rivalNames } from './measure-raw.ts';
import { type PipelineRun, runPipeline } from './run-pipeline.ts';

export interface Round {
  /** The mean of the raw runs before and after, since the machine's speed changes. */
  readonly raw: Raw | undefined;
  readonly pipeline: PipelineRun;
  /** The worker of the other checkout, if there is one. */
  readonly other: PipelineRun | undefined;
}

export interface Measured {
  readonly photo: BenchPhoto;
  readonly rounds: readonly Round[];
  readonly rivals: Readonly<Partial<Record<Rival, number | undefined>>>;
  readonly latency: Latency | undefined;
}

/**
 * Measures one class of photos in `count` rounds. `against` is the folder of another checkout, whose worker takes turns
 * with this one's.
 */
export async function measureClass(
  photo: BenchPhoto,
  count: number,
  against: string | undefined,
): Promise<Measured> {
  const rounds: Round[] = [];
  let before = await measureRaw(photo);
  for (let round = 0; round < count; round += 1) {
    const { pipeline, other } = await runBoth(photo, against, round % 2 === 1);
    const after = await measureRaw(photo);
    rounds.push({ raw: before && after && meanOf(before, after), pipeline, other });
    before = after;
  }
  const rivals: Partial<Record<Rival, number | undefined>> = {};
  for (const name of rivalNames) rivals[name] = await measureRival(name, photo);
  return { photo, rounds, rivals, latency: photo.latencyCount ? await measureLatency(photo) : undefined };
}

async function runBoth(photo: BenchPhoto, against: string | undefined, isOtherFirst: boolean) {
  const runOther = async () => (against === undefined ? undefined : runPipeline(photo, against));
  const first = isOtherFirst ? await runOther() : undefined;
  const pipeline = await runPipeline(photo);
  return { pipeline, other: first ?? (await runOther()) };
}

function meanOf(a: Raw, b: Raw): Raw {
  return { cpuMs: (a.cpuMs + b.cpuMs) / 2, wallMs: (a.wallMs + b.wallMs) / 2 };
}
