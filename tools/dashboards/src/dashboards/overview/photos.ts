import { heatmap, type Row, timeSeries } from '../../panels.ts';
import { chartValue, of, percentiles, sumIncrease, sumRate } from '../../promql.ts';

/** The chart's thumbnail objective by default, in seconds: Prometheus 3 stores this bound as "60.0". */
const withinObjective = 'le=~"60([.]0)?"';
const requests = 'http_request_duration_seconds_count';
const delay = 'proofsheet_thumbnail_delay_seconds';

const late = `1 - ${sumIncrease(`${delay}_bucket`, withinObjective, '30d')} / ${sumIncrease(`${delay}_count`, '', '30d')}`;
const failed = `(${sumIncrease(requests, 'service="upload",status=~"5.."', '30d')} or vector(0)) / ${sumIncrease(requests, 'service="upload"', '30d')}`;

/** Share of the error budget of 30 days that is left, by objective: 1 is all of it, below 0 it is overspent. */
export const budgetLeft = {
  thumbnails: `1 - (${late}) / ${chartValue('thumbnail_late_ratio', 0.01)}`,
  API: `1 - (${failed}) / ${chartValue('api_error_ratio', 0.001)}`,
};

const waiting = `max(${of('proofsheet_queue_messages', 'queue="originals",state="visible"')})`;

/** Photos per second that arrive: those that are finished, and those by which the queue grows. */
const arrivals = `clamp_min(sum(rate(${of('proofsheet_photos_total')}[$__rate_interval])) + deriv((max(${of('proofsheet_queue_messages', 'queue="originals",state="visible"')}))[2m:15s]), 0)`;

/** Seconds until the queue is empty at its present pace; 0 when it is, nothing while it grows. */
export const untilEmpty = `(${waiting} / (-deriv(${waiting}[2m:15s]) > 0)) or (${waiting} == 0)`;

export const flow: Row = {
  title: 'Are photos processed?',
  panels: [
    timeSeries({
      title: 'Arrivals and completions',
      unit: 'suffix:/s',
      description:
        'Photos that arrive (completions plus growth of the queue) and photos that workers finish. Arrivals above completions for long: the queue grows.',
      queries: { arriving: arrivals, finished: sumRate('proofsheet_photos_total') },
    }),
    timeSeries({
      title: 'Finished photos by outcome',
      unit: 'suffix:/s',
      description:
        'made, failed (rejected), removed, unchanged, own (one of our thumbnails among the originals). None while messages wait: runbook ProofsheetNoThumbnails.',
      queries: { '{{outcome}}': sumRate('proofsheet_photos_total', { by: 'outcome' }) },
    }),
    timeSeries({
      title: 'Photos per second and pod',
      unit: 'suffix:/s',
      description:
        'How much one worker does. Falls with larger photos, with too little CPU, and while photos are few. About 20 with photos of 12 megapixels and one CPU.',
      queries: {
        photos: `${sumRate('proofsheet_photos_total')} / count(${of('up', 'service="worker"')} == 1)`,
      },
    }),
    timeSeries({
      title: 'Bytes read and written',
      unit: 'Bps',
      description:
        'Originals read and thumbnails written by all workers. At the bandwidth of the nodes: more nodes, or smaller photos.',
      queries: {
        originals: sumRate('proofsheet_original_bytes_total'),
        thumbnails: sumRate('proofsheet_thumbnail_bytes_total'),
      },
    }),
  ],
};

/** Without the route that holds its response while the client waits for a photo. */
const notWaiting = 'service="upload",route!="/v1/photos/:photoId"';

export const latency: Row = {
  title: 'How long does it take?',
  panels: [
    timeSeries({
      title: 'Original stored to thumbnail stored',
      unit: 's',
      bad: 60,
      description:
        'Retries included. High while the oldest message is old: too few workers. High otherwise: see the stages on the worker dashboard. Runbook ProofsheetThumbnailsLateFastBurn.',
      queries: percentiles('proofsheet_thumbnail_delay_seconds'),
    }),
    heatmap(
      {
        title: 'Original stored to thumbnail stored, distribution',
        unit: 'suffix:/s',
        description:
          'Two bands: some photos wait, such as the first ones after scaling from zero. Percentiles alone hide that.',
        queries: { '{{le}}': sumRate('proofsheet_thumbnail_delay_seconds_bucket', { by: 'le' }) },
      },
      's',
    ),
    timeSeries({
      title: 'Original stored to email published',
      unit: 's',
      description:
        'Includes the time for which photos are gathered (NOTIFY_QUIET_SECONDS to NOTIFY_MAX_WAIT_SECONDS). Higher than these: see the notifier dashboard.',
      queries: percentiles('proofsheet_notification_delay_seconds'),
    }),
    timeSeries({
      title: 'API latency',
      unit: 's',
      description:
        'Without the route that waits for a photo. High: see event loop and CPU of the upload service, then single routes. Runbook ProofsheetApiSlow.',
      queries: percentiles('http_request_duration_seconds', notWaiting),
    }),
  ],
};
