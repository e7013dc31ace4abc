import type { RuleCases } from '../rule-case.ts';

const labels = 'namespace="keda",exported_namespace="shop",scaledObject="proofsheet-worker"';

export const autoscalerAbsent: RuleCases = {
  alert: 'ProofsheetAutoscalerAbsent',
  cases: [
    {
      name: 'fires when KEDA is no longer scraped, and ends',
      series: {
        [`keda_scaler_metrics_latency_seconds{${labels}}`]: '0.001+0.001x5 _x20 0.1+0.001x20',
      },
      firing: { '4m': [], '20m': [''], '40m': [] },
    },
    {
      name: 'is silent where KEDA has never been scraped',
      series: { 'up{service="worker",pod="a"}': '1x60' },
      firing: { '30m': [] },
    },
    {
      name: 'fires when it says the same forever, as of a ScaledObject that is gone',
      series: { [`keda_scaler_metrics_latency_seconds{${labels}}`]: '0.001+0.001x10 0.011x30' },
      firing: { '10m': [], '25m': [''] },
    },
    {
      name: 'errors are signs of life',
      series: { [`keda_scaled_object_errors_total{${labels}}`]: '0+1x30' },
      firing: { '20m': [] },
    },
    {
      name: 'KEDA may be scraped with its own labels',
      series: {
        'keda_scaler_metrics_latency_seconds{namespace="shop",scaledObject="proofsheet-worker"}':
          '0.001+0.001x30',
      },
      firing: { '20m': [] },
    },
  ],
};
