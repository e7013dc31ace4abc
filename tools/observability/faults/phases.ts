import { apiWithoutAws } from './api-without-aws.ts';
import { deadLetter } from './dead-letter.ts';
import type { Fault } from './fault.ts';
import { misledKeda } from './misled-keda.ts';
import { noApi } from './no-api.ts';
import { noWorkers } from './no-workers.ts';
import { refusedPhotos } from './refused-photos.ts';
import { silentPod } from './silent-pod.ts';
import { slowClients } from './slow-clients.ts';
import { tooManyPhotos } from './too-many-photos.ts';
import { wrongKeyFile } from './wrong-key-file.ts';
import { wrongSecret } from './wrong-secret.ts';

/** Alerts whose windows are too long for the test even when shortened: `pnpm test:rules` alone covers them. */
export const untried: readonly string[] = [
  'ProofsheetApiErrorBudgetLongBurn',
  'ProofsheetMessagesExpiring',
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
