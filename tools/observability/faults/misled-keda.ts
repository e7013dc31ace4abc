import type { Fault } from './fault.ts';
import { misleadKeda } from './scaled-objects.ts';

/** KEDA asks for a queue that is not there: SQS refuses that at once, where what is out of reach is tried again for long. */
export const misledKeda: Fault = {
  name: 'misled-keda',
  alerts: ['ProofsheetAutoscalerFails'],
  begin: (world) => misleadKeda(world, 'notifier', 'http://local-aws:4566/000000000000/none'),
};
