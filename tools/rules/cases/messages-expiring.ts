import type { RuleCases } from '../rule-case.ts';

export const messagesExpiring: RuleCases = {
  alert: 'ProofsheetMessagesExpiring',
  interval: '5m',
  cases: [
    {
      name: 'fires when a queue was never empty for a day and nothing was handled, and ends when it is empty',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible",pod="a"}': '5x300 0x12',
      },
      firing: {
        '1400m': [],
        '1460m': ['queue="originals"'],
        '1520m': [],
      },
    },
    {
      name: 'a queue that moves is not expiring',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible"}': '5x300',
        'proofsheet_messages_handled_total{service="worker"}': '0+1x300',
      },
      firing: {
        '1480m': [],
      },
    },
    {
      name: 'fires when one message keeps failing for a day',
      series: {
        'proofsheet_oldest_message_age_seconds{service="worker"}': '86000+300x20 0x10',
      },
      firing: {
        '0m': [],
        '20m': ['service="worker"'],
        '125m': [],
      },
    },
    {
      name: 'a release that was installed an hour ago has no old messages',
      series: {
        'proofsheet_queue_messages{queue="originals",state="visible"}': '5x12',
      },
      firing: {
        '60m': [],
      },
    },
  ],
};
