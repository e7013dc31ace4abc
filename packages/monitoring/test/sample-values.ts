/** What the chart fills into alerts by default, for the release `photos` in the namespace `shop`. */
export const sampleValues = {
  namespace: 'shop',
  release: 'photos',
  here: 'namespace="shop",release="photos"',
  runbooks: 'https://example.org/runbooks',
  workerMaxReplicas: 3,
  oldestMessageSeconds: 300,
  photoErrorRatio: 0.001,
  apiErrorRatio: 0.001,
  errorsMin: 5,
  apiLatencySeconds: 0.5,
  refusedRatio: 0.2,
};
