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

/** Settings that follow from other values of the chart, so that each has one source. */
export const setByChart = [
  'AWS_REGION',
  'AWS_ENDPOINT_URL',
  'OPS_PORT',
  'PORT',
  'ORIGINALS_BUCKET',
  'THUMBNAILS_BUCKET',
  'DERIVED_BUCKET',
  'ORIGINALS_QUEUE_URL',
  'THUMBNAILS_QUEUE_URL',
  'ORIGINALS_DEAD_LETTER_QUEUE_URL',
  'THUMBNAILS_DEAD_LETTER_QUEUE_URL',
  'TOPIC_ARN',
  'OWNER_TOPICS',
  'PUBLIC_URL',
  'S3_PUBLIC_ENDPOINT',
  'LINK_KEYS',
  'SESSION_KEYS',
  'VARIANT_NAMES',
  'API_KEYS_FILE',
];

/** Mounted as a file, so that changes need no restart. */
export const setAsFile = ['API_KEYS'];
