import { of, quantile, sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';
import { createDashboard } from './create-dashboard.ts';
import { processRow } from './process-row.ts';

const matchers = 'service="upload"';

const requests: Row = {
  title: 'Requests',
  panels: [
    timeSeries({
      title: 'Requests, by route',
      unit: 'reqps',
      description: 'A second. A route that stands out: see which client calls it (owner in the access log).',
      queries: {
        '{{method}} {{route}}': sumRate('http_request_duration_seconds_count', {
          matchers,
          by: 'method, route',
        }),
      },
    }),
    timeSeries({
      title: 'Requests, by status',
      unit: 'reqps',
      description:
        'A second. 401: keys or tokens no longer fit. 429: an owner asks for more than MAX_UPLOADS_PER_MINUTE. 503: too few pods, or S3 does not answer.',
      queries: { '{{status}}': sumRate('http_request_duration_seconds_count', { matchers, by: 'status' }) },
    }),
    timeSeries({
      title: 'Time to answer (p99), by route',
      unit: 's',
      description:
        'The route of one photo waits as long as its client asks for. Another one that is slow calls S3 or SNS: is AWS slow, or the event loop?',
      queries: { '{{route}}': quantile(0.99, 'http_request_duration_seconds', { matchers, by: 'route' }) },
    }),
  ],
};

const work: Row = {
  title: 'Uploads and queues',
  panels: [
    timeSeries({
      title: 'Uploads asked for, by method',
      unit: 'ops',
      description: 'A second. Many more than photos that are finished: clients ask and do not send.',
      queries: { '{{method}}': sumRate('proofsheet_upload_urls_issued_total', { by: 'method' }) },
    }),
    timeSeries({
      title: 'Messages in all queues, by state',
      unit: 'short',
      description: 'As SQS tells this service, dead-letter queues included.',
      queries: {
        '{{queue}} {{state}}': `max by (queue, state) (${of('proofsheet_queue_messages')})`,
      },
    }),
    timeSeries({
      title: 'Queues that could not be asked, by cause',
      unit: 'ops',
      description:
        'A second. Above 0 the depth of the queues is not known: runbook ProofsheetQueueDepthUnknown.',
      queries: { '{{cause}}': sumRate('proofsheet_queue_read_errors_total', { by: 'cause' }) },
    }),
  ],
};

export const upload = createDashboard({
  uid: 'proofsheet-upload',
  title: 'proofsheet upload',
  description: 'The API that clients ask for uploads, and the links of mails.',
  rows: [requests, work, processRow('upload')],
});
