import { of, quantile, sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { stat } from '../../panels/stat.ts';

const requests = 'http_request_duration_seconds_count';
const failed = sumRate(requests, { matchers: 'service="upload",status=~"5.."' });

export const glance: Row = {
  title: 'At a glance',
  height: 4,
  panels: [
    stat({
      title: 'Alerts that fire',
      unit: 'short',
      bad: 1,
      description: 'Of this release. Each names its runbook: follow it before you look further.',
      queries: { firing: `count(${of('ALERTS', 'alertstate="firing"')}) or vector(0)` },
    }),
    stat({
      title: 'Thumbnails a minute',
      unit: 'short',
      description: 'Photos that got their thumbnail. 0 while messages wait: runbook ProofsheetNoThumbnails.',
      queries: { thumbnails: `60 * ${sumRate('proofsheet_photos_total', { matchers: 'outcome="made"' })}` },
    }),
    stat({
      title: 'A thumbnail is there after (p95)',
      unit: 's',
      bad: 60,
      description:
        'From the original stored, of the latest photos that came. High: see below whether photos wait, or take long.',
      // While no photo comes there is none: the last one is shown.
      queries: { p95: `${quantile(0.95, 'proofsheet_thumbnail_delay_seconds')} >= 0` },
    }),
    stat({
      title: 'Photos that wait',
      unit: 'short',
      description: 'Visible messages in the originals queue. Growing: see whether workers run and are busy.',
      queries: {
        messages: `max(${of('proofsheet_queue_messages', 'queue="originals",state="visible"')})`,
      },
    }),
    stat({
      title: 'Dead letters',
      unit: 'short',
      bad: 1,
      description:
        'Messages that SQS gave up after they had been received too often. More than 0: runbook ProofsheetDeadLetterNotEmpty.',
      queries: {
        '{{queue}}': `max by (queue) (${of('proofsheet_queue_messages', 'queue=~".+-dead-letter",state="visible"')})`,
      },
    }),
    stat({
      title: 'API requests that fail with 5xx',
      unit: 'percentunit',
      bad: 0.001,
      description: 'Their share. Above the objective for long: runbook ProofsheetApiErrorBudgetFastBurn.',
      queries: {
        '5xx': `(${failed} or vector(0)) / ${sumRate(requests, { matchers: 'service="upload"' })} >= 0`,
      },
    }),
  ],
};
