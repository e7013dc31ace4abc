import type { RuleCases } from '../rule-case.ts';

export const apiErrorBudgetSlowBurn: RuleCases = {
  alert: 'ProofsheetApiErrorBudgetSlowBurn',
  cases: [
    {
      name: 'fires when 1 % of the answers are 5xx for six hours, and ends half an hour after the last',
      series: {
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="201"}':
          '0+99x480',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="500"}':
          '0+1x380 380x100',
      },
      firing: {
        '370m': [''],
        '420m': [],
      },
    },
    {
      name: '0.5 % is too little',
      series: {
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="201"}':
          '0+199x480',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="500"}':
          '0+1x480',
      },
      firing: {
        '400m': [],
      },
    },
  ],
};
