/** Default thresholds of the alerts: the same as in the chart's values.yaml. */
export const defaultThresholds = {
  apiErrorRatio: 0.001,
  apiLatencySeconds: 0.5,
  apiRequestsMin: 100,
  thumbnailSeconds: 60,
  thumbnailLateRatio: 0.01,
  oldestMessageSeconds: 300,
  refusedRatio: 0.2,
  errorsMin: 5,
};
