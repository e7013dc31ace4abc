import { percentiles } from '../../panels/percentiles.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

/** The route that holds its answer while the client waits for a photo. */
export const notWaiting = 'service="upload",route!="/v1/photos/:photoId"';

export const latency: Row = {
  title: 'How long does it take?',
  panels: [
    timeSeries({
      title: 'From the original stored to its thumbnail stored',
      unit: 's',
      description:
        'Photos that came for the first time. High while the age of the oldest message is high: too few workers. High without: look at the stages on the worker dashboard.',
      queries: percentiles('proofsheet_thumbnail_delay_seconds'),
    }),
    timeSeries({
      title: 'From the original stored to its mail published',
      unit: 's',
      description:
        'Holds the time for which photos are gathered (NOTIFY_QUIET_SECONDS to NOTIFY_MAX_WAIT_SECONDS). Higher than these: look at the notifier dashboard.',
      queries: percentiles('proofsheet_announcement_delay_seconds'),
    }),
    timeSeries({
      title: 'Answers of the API',
      unit: 's',
      description:
        'Without the route that waits for a photo. High: look at the event loop and CPU of the upload service, then at single routes. Runbook ProofsheetApiSlow.',
      queries: percentiles('http_request_duration_seconds', notWaiting),
    }),
  ],
};
