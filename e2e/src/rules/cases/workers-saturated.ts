import type { RuleCases } from '../rule-case.ts';

export const workersSaturated: RuleCases = {
  alert: 'ProofsheetWorkersSaturated',
  cases: [
    {
      name: 'fires when all pods that are allowed are busy and messages wait',
      series: {
        'proofsheet_slots{service="worker",pod="a"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="a"}': '6x30 0x10',
        'up{service="worker",pod="a"}': '1x40',
        'proofsheet_slots{service="worker",pod="b"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="b"}': '6x30 0x10',
        'up{service="worker",pod="b"}': '1x40',
        'proofsheet_slots{service="worker",pod="c"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="c"}': '6x30 0x10',
        'up{service="worker",pod="c"}': '1x40',
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
        'proofsheet_slots{service="worker",pod="a"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="a"}': '6x40',
        'up{service="worker",pod="a"}': '1x40',
        'proofsheet_slots{service="worker",pod="b"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="b"}': '6x40',
        'up{service="worker",pod="b"}': '1x40',
        'proofsheet_queue_messages{queue="originals",state="visible"}': '500x40',
      },
      firing: {
        '30m': [],
      },
    },
    {
      name: 'nothing waits',
      series: {
        'proofsheet_slots{service="worker",pod="a"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="a"}': '6x40',
        'up{service="worker",pod="a"}': '1x40',
        'proofsheet_slots{service="worker",pod="b"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="b"}': '6x40',
        'up{service="worker",pod="b"}': '1x40',
        'proofsheet_slots{service="worker",pod="c"}': '6x40',
        'proofsheet_slots_busy{service="worker",pod="c"}': '6x40',
        'up{service="worker",pod="c"}': '1x40',
        'proofsheet_queue_messages{queue="originals",state="visible"}': '0x40',
      },
      firing: {
        '30m': [],
      },
    },
  ],
};
