import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { SamplerSettings } from '../tracing-settings.ts';

/** The sampler that the settings name. */
export function createSampler({ parentBased, root, ratio }: SamplerSettings): Sampler {
  const sampler = createRoot(root, ratio);
  return parentBased ? new ParentBasedSampler({ root: sampler }) : sampler;
}

function createRoot(root: SamplerSettings['root'], ratio: number): Sampler {
  switch (root) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio);
  }
}
