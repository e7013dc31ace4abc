import type { RuleCases } from '../rule-case.ts';

export const noThumbnails: RuleCases = {
  alert: 'ProofsheetNoThumbnails',
  cases: [
    {
      name: 'fires when no worker runs, and ends with the first photo',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible"}': '0x3 7x20',
        'proofsheet_photos_total{outcome="made"}': '_x15 0 5+5x20',
      },
      firing: {
        '5m': [],
        '10m': ['queue="originals"'],
        '20m': [],
      },
    },
    {
      name: 'fires when workers run and finish nothing',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible"}': '7x20',
        'proofsheet_photos_total{outcome="made"}': '9x20',
      },
      firing: {
        '12m': ['queue="originals"'],
      },
    },
    {
      name: 'a queue that moves is no fault',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible"}': '700x20',
        'proofsheet_photos_total{outcome="failed"}': '0+1x20',
      },
      firing: {
        '15m': [],
      },
    },
    {
      name: 'nothing waits',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible"}': '0x20',
        'proofsheet_photos_total{outcome="made"}': '9x20',
      },
      firing: {
        '15m': [],
      },
    },
  ],
};
