/** From where on alerts fire, unless the values of the chart say otherwise: the same as in its values.yaml. */
export const defaultThresholds = {
  oldestMessageSeconds: 300,
  photoErrorRatio: 0.001,
  apiErrorRatio: 0.001,
  errorsMin: 5,
  apiLatencySeconds: 0.5,
  refusedRatio: 0.2,
};
