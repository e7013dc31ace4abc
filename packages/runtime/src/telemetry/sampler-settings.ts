/** Which traces are recorded. */
export interface SamplerSettings {
  /** Whether the caller decides. `root` then decides only about traces that begin here. */
  readonly parentBased: boolean;
  readonly root: 'always_on' | 'always_off' | 'traceidratio';
  /** 0 to 1, for `traceidratio`. */
  readonly ratio: number;
}

/** Reads `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG`, and adds invalid values to `problems`. */
export function readSamplerSettings(
  { OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG }: Readonly<Record<string, string | undefined>>,
  problems: string[],
): SamplerSettings {
  const name = OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  const [, parentBased, root] = /^(parentbased_)?(always_on|always_off|traceidratio)$/.exec(name) ?? [];
  if (root === undefined) {
    problems.push(`OTEL_TRACES_SAMPLER is unknown: ${name}; parentbased_always_on is taken`);
    return { parentBased: true, root: 'always_on', ratio: 1 };
  }
  const ratio = Number(OTEL_TRACES_SAMPLER_ARG || 1);
  const isRatio = ratio >= 0 && ratio <= 1;
  if (!isRatio) problems.push('OTEL_TRACES_SAMPLER_ARG is no number from 0 to 1: 1 is taken');
  return {
    parentBased: parentBased !== undefined,
    root: root as SamplerSettings['root'],
    ratio: isRatio ? ratio : 1,
  };
}
