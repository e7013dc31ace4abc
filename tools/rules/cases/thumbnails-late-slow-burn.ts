import type { RuleCases } from '../rule-case.ts';

export const thumbnailsLateSlowBurn: RuleCases = {
  alert: 'ProofsheetThumbnailsLateSlowBurn',
  cases: [
    {
      name: 'fires when 8 % of photos were late for six hours, and ends half an hour after the last',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}':
          '0+92x380 34960+100x100',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+100x480',
      },
      firing: {
        '370m': [''],
        '420m': [],
      },
    },
    {
      name: '5 % is too little',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}': '0+95x480',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+100x480',
      },
      firing: {
        '400m': [],
      },
    },
  ],
};
