import type { RuleCases } from '../rule-case.ts';

export const queueDepthUnknown: RuleCases = {
  alert: 'ProofsheetQueueDepthUnknown',
  cases: [
    {
      name: 'fires when nothing tells the depth, and ends',
      series: {
        'proofsheet_queue_messages{queue="originals-dead-letter",state="visible"}': '_x15 0x20',
      },
      firing: {
        '5m': [],
        '14m': ['queue="originals-dead-letter"'],
        '20m': [],
      },
    },
    {
      name: 'fires when SQS cannot be asked, and ends',
      series: {
        'proofsheet_queue_messages{queue="originals-dead-letter",state="visible"}': '0x60',
        'proofsheet_queue_read_errors_total{service="upload",cause="access-denied"}': '0+2x20 40x40',
      },
      firing: {
        '5m': [],
        '18m': ['service="upload"'],
        '50m': [],
      },
    },
    {
      name: 'a single error is none',
      series: {
        'proofsheet_queue_messages{queue="originals-dead-letter",state="visible"}': '0x60',
        'proofsheet_queue_read_errors_total{service="upload",cause="network"}': '0x5 1x50',
      },
      firing: {
        '14m': [],
      },
    },
  ],
};
