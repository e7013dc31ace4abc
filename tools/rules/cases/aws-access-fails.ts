import type { RuleCases } from '../rule-case.ts';

export const awsAccessFails: RuleCases = {
  alert: 'ProofsheetAwsAccessFails',
  cases: [
    {
      name: 'fires by service and cause, wherever it was refused, and ends',
      series: {
        'proofsheet_receive_errors_total{service="worker",cause="credentials"}': '0+1x10 10x20',
        'proofsheet_messages_failed_total{service="worker",cause="access-denied"}': '0+1x10 10x20',
        'proofsheet_publish_errors_total{service="notifier",cause="tls"}': '0+1x10 10x20',
        'proofsheet_queue_read_errors_total{service="upload",cause="access-denied"}': '0+1x10 10x20',
      },
      firing: {
        '0m': [],
        '6m': [
          'service="worker",cause="credentials"',
          'service="worker",cause="access-denied"',
          'service="notifier",cause="tls"',
          'service="upload",cause="access-denied"',
        ],
        '20m': [],
      },
    },
    {
      name: 'other causes go away by themselves',
      series: {
        'proofsheet_receive_errors_total{service="worker",cause="network"}': '0+5x20',
        'proofsheet_messages_failed_total{service="worker",cause="credentials"}': '0x20',
      },
      firing: {
        '15m': [],
      },
    },
  ],
};
