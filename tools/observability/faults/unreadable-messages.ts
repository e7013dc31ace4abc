import type { Fault } from './fault.ts';
import { repeat } from './repeat.ts';

/** Something else writes to the queue. */
export const unreadableMessages: Fault = {
  name: 'unreadable-messages',
  alerts: ['ProofsheetPhotoErrorBudgetFastBurn', 'ProofsheetPhotoErrorBudgetSlowBurn'],
  async begin({ aws }) {
    const stop = repeat((turn) => aws.sendMessage('originals', `no notification ${turn}`), 500);
    return async () => {
      await stop();
      await aws.purge('originals');
      // Those that had come eight times meanwhile.
      await aws.purge('originalsDead');
    };
  },
};
