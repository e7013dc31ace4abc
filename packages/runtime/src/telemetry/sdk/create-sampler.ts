import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import { idsIn } from '../photo-spans.ts';
import type { SamplerSettings } from '../tracing-settings.ts';

/**
 * The sampler that the settings name. For the trace of a photo every service asks the root sampler, which decides by
 * the trace id, so that all decide alike: no service tells the next one what it decided.
 */
export function createSampler({ parentBased, root, ratio }: SamplerSettings): Sampler {
  const rootSampler = createRoot(root, ratio);
  const others = parentBased ? new ParentBasedSampler({ root: rootSampler }) : rootSampler;
  return {
    shouldSample: (context, ...about) =>
      (idsIn(context) ? rootSampler : others).shouldSample(context, ...about),
  };
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
