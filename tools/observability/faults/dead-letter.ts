import type { Fault } from './fault.ts';

export const deadLetter: Fault = {
  name: 'dead-letter',
  alerts: ['ProofsheetDeadLetterNotEmpty'],
  async begin({ aws }) {
    await aws.sendMessage('originalsDead', '{"given":"up"}');
    return () => aws.purge('originalsDead');
  },
};
