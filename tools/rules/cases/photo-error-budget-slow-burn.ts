import type { RuleCases } from '../rule-case.ts';

export const photoErrorBudgetSlowBurn: RuleCases = {
  alert: 'ProofsheetPhotoErrorBudgetSlowBurn',
  cases: [
    {
      name: 'fires when 1 % failed for six hours, and ends half an hour after the last failure',
      series: {
        'proofsheet_messages_handled_total{service="worker"}': '0+99x480',
        'proofsheet_messages_failed_total{service="worker",cause="server"}': '0+1x380 380x100',
      },
      firing: {
        '370m': ['service="worker"'],
        '420m': [],
      },
    },
    {
      name: '0.5 % is too little',
      series: {
        'proofsheet_messages_handled_total{service="worker"}': '0+199x480',
        'proofsheet_messages_failed_total{service="worker",cause="server"}': '0+1x480',
      },
      firing: {
        '400m': [],
      },
    },
  ],
};
