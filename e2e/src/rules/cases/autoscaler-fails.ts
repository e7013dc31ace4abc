import type { RuleCases } from '../rule-case.ts';

export const autoscalerFails: RuleCases = {
  alert: 'ProofsheetAutoscalerFails',
  cases: [
    {
      name: 'fires while KEDA has errors with our ScaledObject, and ends',
      series: {
        'keda_scaled_object_errors_total{namespace="keda",exported_namespace="shop",scaledObject="proofsheet-worker"}':
          '0+1x12 12x20',
      },
      firing: {
        '4m': [],
        '10m': ['scaledObject="proofsheet-worker"'],
        '25m': [],
      },
    },
    {
      name: 'fires when KEDA is scraped with its own labels',
      series: {
        'keda_scaled_object_errors_total{namespace="shop",scaledObject="proofsheet-worker"}': '0+1x12 12x20',
      },
      firing: {
        '10m': ['scaledObject="proofsheet-worker"'],
        '25m': [],
      },
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
