import type { Fault } from './fault.ts';
import { misleadKeda } from './scaled-objects.ts';

/** KEDA asks for a missing queue: SQS refuses that at once, while an unreachable endpoint is retried for long. */
export const misledKeda: Fault = {
  name: 'misled-keda',
  alerts: ['ProofsheetAutoscalerFails'],
  begin: (world) => misleadKeda(world, 'notifier', 'http://local-aws:4566/000000000000/none'),
};
