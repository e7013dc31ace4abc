import { createDashboard } from '../create-dashboard.ts';
import { backlog, saturation, scaling } from './capacity.ts';
import { failures } from './failures.ts';
import { glance } from './glance.ts';
import { notifications } from './notifications.ts';
import { flow, latency } from './photos.ts';

export const overview = createDashboard({
  uid: 'proofsheet-overview',
  title: 'proofsheet',
  description: 'Whether photos are processed, how fast, what fails and why.',
  rows: [glance, flow, latency, backlog, failures, saturation, scaling, notifications()],
});
