import { defaultThresholds } from '../src/index.ts';

/** What the chart fills into alerts by default, for the release `photos` in the namespace `shop`. */
export const sampleValues = {
  ...defaultThresholds,
  namespace: 'shop',
  release: 'photos',
  here: 'namespace="shop",release="photos"',
  runbooks: 'https://example.org/runbooks',
  workerMaxReplicas: 3,
  sweepFailAbove: 100,
};
