import type { RuleCases } from '../rule-case.ts';

export const deadLetterNotEmpty: RuleCases = {
  alert: 'ProofsheetDeadLetterNotEmpty',
  cases: [
    {
      name: 'fires once for a queue, whatever the replicas, until it is empty',
      series: {
        'proofsheet_queue_messages{pod="a",queue="originals-dead-letter",state="visible"}': '0x4 2x10 0x10',
        'proofsheet_queue_messages{pod="b",queue="originals-dead-letter",state="visible"}': '0x4 2x10 0x10',
      },
      firing: {
        '4m': [],
        '7m': ['queue="originals-dead-letter"'],
        '16m': [],
      },
    },
    {
      name: 'messages in the queue itself are no dead letters',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible"}': '5x20',
      },
      firing: {
        '15m': [],
      },
    },
    {
      name: 'another release is none of ours',
      series: {
        'proofsheet_queue_messages{namespace="other",release="proofsheet",queue="originals-dead-letter",state="visible"}':
          '5x20',
      },
      firing: {
        '15m': [],
      },
    },
  ],
};
