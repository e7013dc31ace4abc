import type { RuleCases } from '../rule-case.ts';

export const uploadAbsent: RuleCases = {
  alert: 'ProofsheetUploadAbsent',
  cases: [
    {
      name: 'fires when no pod answers, and ends when one does',
      series: {
        'up{service="upload",pod="a"}': '1x3 0x10 1x20',
        'up{service="worker",pod="b"}': '1x30',
      },
      firing: {
        '4m': [],
        '8m': [''],
        '16m': [],
      },
    },
    {
      name: 'one of two is enough',
      series: {
        'up{service="upload",pod="a"}': '0x20',
        'up{service="upload",pod="b"}': '1x20',
      },
      firing: {
        '15m': [],
      },
    },
  ],
};
