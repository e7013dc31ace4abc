import type { RuleCases } from '../rule-case.ts';

export const targetDown: RuleCases = {
  alert: 'ProofsheetTargetDown',
  cases: [
    {
      name: 'fires for the pod that does not answer, and ends',
      series: {
        'up{service="worker",pod="a"}': '1x3 0x10 1x10',
        'up{service="worker",pod="b"}': '1x30',
      },
      firing: {
        '4m': [],
        '11m': ['service="worker",pod="a"'],
        '15m': [],
      },
    },
  ],
};
