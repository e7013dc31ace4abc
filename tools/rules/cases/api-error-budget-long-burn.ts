import type { RuleCases } from '../rule-case.ts';

export const apiErrorBudgetLongBurn: RuleCases = {
  alert: 'ProofsheetApiErrorBudgetLongBurn',
  interval: '10m',
  cases: [
    {
      name: 'fires when 0.2 % of responses are 5xx for three days, and ends six hours after the last',
      series: {
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="201"}':
          '0+998x500',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="500"}':
          '0+2x440 880x60',
      },
      firing: {
        '4380m': [''],
        '4900m': [],
      },
    },
    {
      name: '0.05 % is within the objective',
      series: {
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="201"}':
          '0+1999x500',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="500"}':
          '0+1x500',
      },
      firing: {
        '4400m': [],
      },
    },
  ],
};
