import type { RuleCases } from '../rule-case.ts';

export const thumbnailsLateFastBurn: RuleCases = {
  alert: 'ProofsheetThumbnailsLateFastBurn',
  cases: [
    {
      name: 'fires when 20 % of photos take longer than 60 s for an hour, and ends five minutes after the last',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}': '0+80x60 4800+100x30',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+100x90',
      },
      firing: {
        '58m': [''],
        '70m': [],
      },
    },
    {
      name: 'Prometheus 3 writes the bound as 60.0',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60.0"}': '0+80x60',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+100x60',
      },
      firing: {
        '58m': [''],
      },
    },
    {
      name: '10 % is too little',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}': '0+90x90',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+100x90',
      },
      firing: {
        '60m': [],
      },
    },
    {
      name: 'few late photos page nobody',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}': '0x10 0x80',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0x10 1x10 3x70',
      },
      firing: {
        '25m': [],
      },
    },
    {
      name: 'a photo that was tried several times counts once',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}': '0+100x90',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0+100x90',
        'proofsheet_messages_failed_total{service="worker",pod="a",cause="server"}': '0+300x90',
      },
      firing: {
        '60m': [],
      },
    },
    {
      name: 'counts photos of pods that live for minutes only',
      series: {
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="a",le="60"}': '0 0x5',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="a"}': '0 50x5',
        'proofsheet_thumbnail_delay_seconds_bucket{service="worker",pod="b",le="60"}': '_x10 0 0x5',
        'proofsheet_thumbnail_delay_seconds_count{service="worker",pod="b"}': '_x10 0 50x5',
      },
      firing: {
        '4m': [''],
        '14m': [''],
        '40m': [],
      },
    },
  ],
};
