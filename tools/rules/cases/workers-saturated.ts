import type { RuleCases } from '../rule-case.ts';

/** A worker with six slots, and how many of them are busy from minute to minute. */
function pod(name: string, busy = '6x40'): Record<string, string> {
  const labels = `service="worker",pod="${name}"`;
  return {
    [`proofsheet_slots{${labels}}`]: '6x40',
    [`proofsheet_slots_busy{${labels}}`]: busy,
    [`up{${labels}}`]: '1x40',
  };
}

export const workersSaturated: RuleCases = {
  alert: 'ProofsheetWorkersSaturated',
  cases: [
    {
      name: 'fires when all pods that are allowed are busy and messages wait',
      series: {
        ...pod('a', '6x30 0x10'),
        ...pod('b', '6x30 0x10'),
        ...pod('c', '6x30 0x10'),
        'proofsheet_queue_messages{queue="originals",state="visible"}': '500x40',
      },
      firing: {
        '10m': [],
        '20m': [''],
        '40m': [],
      },
    },
    {
      name: 'one pod fewer: scaling goes on',
      series: {
        ...pod('a'),
        ...pod('b'),
        'proofsheet_queue_messages{queue="originals",state="visible"}': '500x40',
      },
      firing: {
        '30m': [],
      },
    },
    {
      name: 'nothing waits',
      series: {
        ...pod('a'),
        ...pod('b'),
        ...pod('c'),
        'proofsheet_queue_messages{queue="originals",state="visible"}': '0x40',
      },
      firing: {
        '30m': [],
      },
    },
  ],
};
