import type { RuleCases } from '../rule-case.ts';

export const thumbnailsLateLongBurn: RuleCases = {
  alert: 'ProofsheetThumbnailsLateLongBurn',
  interval: '10m',
  cases: [
    {
      name: 'fires when 2 % of photos were late for three days, and ends six hours after the last',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}':
          '0+98x440 43120+100x60',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+100x500',
      },
      firing: {
        '4380m': [''],
        '4900m': [],
      },
    },
    {
      name: '0.5 % is within the objective',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}': '0+199x500',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+200x500',
      },
      firing: {
        '4400m': [],
      },
    },
  ],
};
