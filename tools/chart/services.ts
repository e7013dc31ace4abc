import * as notifier from '@proofsheet/notifier/config';
import type { Environment } from '@proofsheet/runtime';
import * as upload from '@proofsheet/upload/config';
import * as worker from '@proofsheet/worker/config';

/** The description of one setting. */
export interface Setting {
  readonly desc?: string;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
  readonly range?: { readonly min: number; readonly max: number };
}

interface Service {
  readonly settings: Readonly<Record<string, Setting>>;
  /** @throws InvalidSettingsError */
  readonly readConfig: (env: Environment) => object;
}

/** The services, by the names of their Deployments. */
export const services: Readonly<Record<string, Service>> = { upload, worker, notifier };
