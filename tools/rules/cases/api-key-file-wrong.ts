import type { RuleCases } from '../rule-case.ts';

export const apiKeyFileWrong: RuleCases = {
  alert: 'ProofsheetApiKeyFileWrong',
  cases: [
    {
      name: 'fires while a pod sees errors, and ends when the file is right',
      series: {
        'proofsheet_api_key_file_errors{service="upload",pod="a"}': '0x5 2x15 0x20',
        'proofsheet_api_key_file_errors{service="upload",pod="b"}': '0x40',
      },
      firing: { '4m': [], '12m': ['service="upload"'], '25m': [] },
    },
  ],
};
