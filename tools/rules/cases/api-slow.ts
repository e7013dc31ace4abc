import type { RuleCases } from '../rule-case.ts';

export const apiSlow: RuleCases = {
  alert: 'ProofsheetApiSlow',
  cases: [
    {
      name: 'fires when 2 of 100 requests take long, and ends when none does',
      series: {
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="0.1"}':
          '0+98x15 1470+100x20',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="2"}':
          '0+100x35',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="+Inf"}':
          '0+100x35',
        'http_request_duration_seconds_count{service="upload",method="GET",route="/v1/photos",status="200"}':
          '0+100x35',
      },
      firing: {
        '4m': [],
        '14m': [''],
        '30m': [],
      },
    },
    {
      name: 'few slow requests page nobody',
      series: {
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="0.1"}':
          '0x35',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="2"}':
          '0+10x35',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="+Inf"}':
          '0+10x35',
        'http_request_duration_seconds_count{service="upload",method="GET",route="/v1/photos",status="200"}':
          '0+10x35',
      },
      firing: {
        '20m': [],
      },
    },
    {
      name: 'the route that waits for a photo may take long',
      series: {
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos/:photoId",status="200",le="0.1"}':
          '0x30',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos/:photoId",status="200",le="2"}':
          '0+100x30',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos/:photoId",status="200",le="+Inf"}':
          '0+100x30',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="0.1"}':
          '0+100x30',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="2"}':
          '0+100x30',
        'http_request_duration_seconds_bucket{service="upload",method="GET",route="/v1/photos",status="200",le="+Inf"}':
          '0+100x30',
      },
      firing: {
        '20m': [],
      },
    },
  ],
};
