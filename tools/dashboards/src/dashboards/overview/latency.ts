import { heatmap } from '../../panels/heatmap.ts';
import { percentiles } from '../../panels/percentiles.ts';
import { sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

/** Without the route that holds its response while the client waits for a photo. */
export const notWaiting = 'service="upload",route!="/v1/photos/:photoId"';

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
