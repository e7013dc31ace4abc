import type { RuleCases } from '../rule-case.ts';

export const photoErrorBudgetFastBurn: RuleCases = {
  alert: 'ProofsheetPhotoErrorBudgetFastBurn',
  cases: [
    {
      name: 'fires when 2 % failed for an hour, and ends five minutes after the last failure',
      series: {
        'proofsheet_messages_handled_total{service="worker"}': '0+98x90',
        'proofsheet_messages_failed_total{service="worker",cause="server"}': '0+2x60 120x30',
      },
      firing: {
        '58m': ['service="worker"'],
        '70m': [],
      },
    },
    {
      name: '1 % is too little',
      series: {
        'proofsheet_messages_handled_total{service="worker"}': '0+99x90',
        'proofsheet_messages_failed_total{service="worker",cause="server"}': '0+1x90',
      },
      firing: {
        '80m': [],
      },
    },
    {
      name: 'few failures wake nobody',
      series: {
        'proofsheet_messages_handled_total{service="worker"}': '0x90',
        'proofsheet_messages_failed_total{service="worker",cause="server"}': '0x10 1x10 3x70',
      },
      firing: {
        '25m': [],
      },
    },
    {
      name: 'causes of one service count together, another service does not',
      series: {
        'proofsheet_messages_handled_total{service="notifier"}': '0+100x90',
        'proofsheet_messages_failed_total{service="notifier",cause="server"}': '0+1x90',
        'proofsheet_messages_failed_total{service="notifier",cause="network"}': '0+1x90',
        'proofsheet_messages_handled_total{service="worker"}': '0+100x90',
        'proofsheet_messages_failed_total{service="worker",cause="server"}': '0x90',
      },
      firing: {
        '60m': ['service="notifier"'],
      },
    },
  ],
};
