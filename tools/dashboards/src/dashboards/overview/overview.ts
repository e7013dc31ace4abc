import { createDashboard } from '../create-dashboard.ts';
import { backlog } from './backlog.ts';
import { failures } from './failures.ts';
import { flow } from './flow.ts';
import { glance } from './glance.ts';
import { latency } from './latency.ts';
import { notifications } from './notifications.ts';
import { saturation } from './saturation.ts';
import { scaling } from './scaling.ts';

export const overview = createDashboard({
  uid: 'proofsheet-overview',
  title: 'proofsheet',
  description: 'Whether photos are processed, how fast, what fails and why.',
  rows: [glance, flow, latency, backlog, failures, saturation, scaling, notifications()],
});
