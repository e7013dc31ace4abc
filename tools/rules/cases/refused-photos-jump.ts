import type { RuleCases } from '../rule-case.ts';

export const refusedPhotosJump: RuleCases = {
  alert: 'ProofsheetRefusedPhotosJump',
  cases: [
    {
      name: 'fires for the reason that jumps, and ends',
      series: {
        'proofsheet_photos_total{outcome="made"}': '0+70x90',
        'proofsheet_photos_total{outcome="failed"}': '0+30x40 1200+1x50',
        'proofsheet_photos_refused_total{reason="corrupt"}': '0+29x40 1160x50',
        'proofsheet_photos_refused_total{reason="empty"}': '0+1x90',
      },
      firing: {
        '4m': [],
        '40m': ['reason="corrupt"'],
        '85m': [],
      },
    },
    {
      name: 'one refused photo at night wakes nobody',
      series: {
        'proofsheet_photos_total{outcome="made"}': '0x40',
        'proofsheet_photos_total{outcome="failed"}': '0x10 1x30',
        'proofsheet_photos_refused_total{reason="corrupt"}': '0x10 1x30',
      },
      firing: {
        '25m': [],
      },
    },
  ],
};
