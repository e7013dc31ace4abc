import type { RuleCases } from '../rule-case.ts';

export const messagesTooOld: RuleCases = {
  alert: 'ProofsheetMessagesTooOld',
  cases: [
    {
      name: 'fires above 300 s for the service that is late',
      series: {
        'proofsheet_oldest_message_age_seconds{service="worker"}': '0+60x10 0x10',
        'proofsheet_oldest_message_age_seconds{service="notifier"}': '30x20',
      },
      firing: {
        '6m': [],
        '9m': ['service="worker"'],
        '12m': [],
      },
    },
  ],
};
