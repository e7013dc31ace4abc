import type { RuleCases } from '../rule-case.ts';

export const apiErrorBudgetFastBurn: RuleCases = {
  alert: 'ProofsheetApiErrorBudgetFastBurn',
  cases: [
    {
      name: 'fires when 2 % of the answers are 5xx for an hour, and ends five minutes after the last',
      series: {
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="201"}':
          '0+98x90',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="500"}':
          '0+1x60 60x30',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="503"}':
          '0+1x60 60x30',
      },
      firing: {
        '58m': [''],
        '70m': [],
      },
    },
    {
      name: '4xx are the client’s',
      series: {
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="201"}':
          '0+50x90',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="401"}':
          '0+50x90',
      },
      firing: {
        '60m': [],
      },
    },
    {
      name: 'few failures wake nobody',
      series: {
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="201"}':
          '0x90',
        'http_request_duration_seconds_count{service="upload",method="POST",route="/v1/uploads",status="500"}':
          '0x10 1x10 3x70',
      },
      firing: {
        '25m': [],
      },
    },
  ],
};
