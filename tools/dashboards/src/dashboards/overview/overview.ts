import { type Row, stat } from '../../panels.ts';
import { of, quantile, sumRate } from '../../promql.ts';
import { createDashboard } from '../create-dashboard.ts';
import { notificationsRow } from '../service-rows.ts';
import { backlog, saturation, scaling } from './capacity.ts';
import { failures } from './failures.ts';
import { budgetLeft, flow, latency, untilEmpty } from './photos.ts';

const requests = 'http_request_duration_seconds_count';
const failed = sumRate(requests, { matchers: 'service="upload",status=~"5.."' });

const glance: Row = {
  title: 'At a glance',
  height: 4,
  panels: [
    stat({
      title: 'Firing alerts',
      unit: 'short',
      bad: 1,
      description: 'Alerts of this release. Each links to its runbook: start there.',
      queries: { firing: `count(${of('ALERTS', 'alertstate="firing"')}) or vector(0)` },
    }),
    stat({
      title: 'Thumbnails per minute',
      unit: 'short',
      description:
        'Photos that got their thumbnail. 0 while photos are waiting: runbook ProofsheetNoThumbnails.',
      queries: { thumbnails: `60 * ${sumRate('proofsheet_photos_total', { matchers: 'outcome="made"' })}` },
    }),
    stat({
      title: 'Thumbnail ready after (p95)',
      unit: 's',
      bad: 60,
      description:
        'Time since the original was stored, of the latest photos. High: see below whether photos wait or take long.',
      // Without new photos there is no value: the last one is shown.
      queries: { p95: `${quantile(0.95, 'proofsheet_thumbnail_delay_seconds')} >= 0` },
    }),
    stat({
      title: 'Photos waiting',
      unit: 'short',
      description: 'Visible messages in the originals queue. Growing: check that workers run and are busy.',
      queries: {
        messages: `max(${of('proofsheet_queue_messages', 'queue="originals",state="visible"')})`,
      },
    }),
    stat({
      title: 'Time until the queue is empty',
      unit: 's',
      description:
        'At the pace of the last two minutes. The last value stays while the queue grows: runbook ProofsheetWorkersSaturated if the number of workers is at its maximum.',
      queries: { seconds: untilEmpty },
    }),
    stat({
      title: 'Dead letters',
      unit: 'short',
      bad: 1,
      description:
        'Messages that reached the maximum number of receives. More than 0: runbook ProofsheetDeadLetterNotEmpty.',
      queries: {
        '{{queue}}': `max by (queue) (${of('proofsheet_queue_messages', 'queue=~".+-dead-letter",state="visible"')})`,
      },
    }),
    stat({
      title: 'API error rate',
      unit: 'percentunit',
      bad: 0.001,
      description:
        'Share of requests with a 5xx response. Above the objective for long: runbook ProofsheetApiErrorBudgetFastBurn.',
      queries: {
        '5xx': `(${failed} or vector(0)) / ${sumRate(requests, { matchers: 'service="upload"' })} >= 0`,
      },
    }),
    stat({
      title: 'Error budget left',
      unit: 'percentunit',
      badBelow: 0.1,
      instant: true,
      description:
        'Of the last 30 days, or as long as Prometheus keeps data. Thumbnails: 99 % within 60 s. API: 99.9 % without 5xx. Below 0 the objective is missed: no risky rollouts.',
      queries: budgetLeft,
    }),
  ],
};

export const overview = createDashboard({
  uid: 'proofsheet-overview',
  title: 'proofsheet',
  description: 'Whether photos are processed, how fast, what fails and why.',
  rows: [glance, flow, latency, backlog, failures, saturation, scaling, notificationsRow()],
});
