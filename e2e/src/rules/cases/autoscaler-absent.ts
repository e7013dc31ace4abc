import type { RuleCases } from '../rule-case.ts';

export const autoscalerAbsent: RuleCases = {
  alert: 'ProofsheetAutoscalerAbsent',
  cases: [
    {
      name: 'fires when KEDA says nothing, and ends',
      series: {
        'keda_scaler_active{namespace="keda",exported_namespace="shop",scaledObject="proofsheet-worker"}':
          '_x12 0x20',
      },
      firing: {
        '4m': [],
        '10m': [''],
        '15m': [],
      },
    },
    {
      name: 'any of the two labels will do',
      series: {
        'keda_scaler_active{namespace="shop",scaledObject="proofsheet-worker"}': '0x20',
      },
      firing: {
        '15m': [],
      },
    },
  ],
};
