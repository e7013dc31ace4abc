import type { RuleCases } from '../rule-case.ts';

export const autoscalerFails: RuleCases = {
  alert: 'ProofsheetAutoscalerFails',
  cases: [
    {
      name: 'fires while KEDA has errors with our ScaledObject, and ends',
      series: {
        'keda_scaled_object_errors_total{namespace="keda",exported_namespace="shop",scaledObject="proofsheet-worker"}':
          '0+1x12 12x60',
      },
      firing: {
        '1m': [],
        '10m': ['scaledObject="proofsheet-worker"'],
        '50m': [],
      },
    },
    {
      name: 'fires when KEDA is scraped with its own labels',
      series: {
        'keda_scaled_object_errors_total{namespace="shop",scaledObject="proofsheet-worker"}': '0+1x12 12x60',
      },
      firing: {
        '10m': ['scaledObject="proofsheet-worker"'],
        '50m': [],
      },
    },
    {
      name: 'two errors are none: KEDA tries again',
      series: {
        'keda_scaled_object_errors_total{namespace="keda",exported_namespace="shop",scaledObject="proofsheet-worker"}':
          '0 1 2x40',
      },
      firing: { '20m': [] },
    },
    {
      name: 'errors of others are not ours',
      series: {
        'keda_scaled_object_errors_total{namespace="keda",exported_namespace="other",scaledObject="proofsheet-worker"}':
          '0+1x30',
      },
      firing: {
        '20m': [],
      },
    },
  ],
};
