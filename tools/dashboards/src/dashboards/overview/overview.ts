import { createDashboard } from '../create-dashboard.ts';
import { figure } from '../variables.ts';
import { backlog } from './backlog.ts';
import { cost } from './cost.ts';
import { failures } from './failures.ts';
import { flow } from './flow.ts';
import { glance } from './glance.ts';
import { latency } from './latency.ts';
import { mails } from './mails.ts';
import { prices } from './prices.ts';
import { saturation } from './saturation.ts';
import { scaling } from './scaling.ts';

export const overview = createDashboard({
  uid: 'proofsheet-overview',
  title: 'proofsheet',
  description: 'Whether photos flow, how fast, what fails and why, and what it costs.',
  rows: [glance, flow, latency, backlog, failures, saturation, scaling, mails, cost],
  variables: [
    // What the chart sets by default.
    figure('messages_per_worker', 'Messages a worker', 100),
    figure('messages_per_notifier', 'Messages a notifier', 500),
    ...prices,
  ],
});
