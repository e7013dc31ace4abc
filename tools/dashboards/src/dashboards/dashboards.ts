import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { cost } from './cost.ts';
import { notifier } from './notifier.ts';
import { overview } from './overview/overview.ts';
import { upload } from './upload.ts';
import { worker } from './worker.ts';

/** Every dashboard of the chart, by the name of its file. */
export const dashboards: Readonly<Record<string, Dashboard>> = {
  overview,
  upload,
  worker,
  notifier,
  cost,
};
