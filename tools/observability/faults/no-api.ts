import { scale } from './deployments.ts';
import type { Fault } from './fault.ts';

export const noApi: Fault = {
  name: 'no-api',
  alerts: ['ProofsheetUploadAbsent'],
  begin: (world) => scale(world, 'upload', 0),
};
