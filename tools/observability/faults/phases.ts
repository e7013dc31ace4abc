import type { Fault } from './fault.ts';
import { deadLetter, refusedPhotos, slowClients, tooManyPhotos } from './load.ts';
import { misledKeda, noApi, noWorkers, silentPod } from './pods.ts';
import { apiWithoutAws, wrongKeyFile, wrongSecret } from './settings.ts';

/** Alerts whose windows are too long for the test even when shortened: `pnpm test:rules` alone covers them. */
export const untried: readonly string[] = [
  'ProofsheetApiErrorBudgetLongBurn',
  'ProofsheetMessagesExpiring',
  'ProofsheetSweepFoundPhotos',
  'ProofsheetSweepTooOld',
  'ProofsheetThumbnailsLateLongBurn',
];

/** Independent faults are planted at the same time. */
export const phases: readonly (readonly Fault[])[] = [
  [deadLetter, refusedPhotos, slowClients, misledKeda, silentPod, wrongKeyFile, wrongSecret],
  [tooManyPhotos],
  [noWorkers],
  [noApi],
  [apiWithoutAws],
];
