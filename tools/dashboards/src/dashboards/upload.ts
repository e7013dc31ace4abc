import { type Row, timeSeries } from '../panels.ts';
import { of, quantile, sumRate } from '../promql.ts';
import { createDashboard, podVariable } from './create-dashboard.ts';
import { processRow } from './service-rows.ts';

const matchers = 'service="upload"';

const requests: Row = {
  title: 'Requests',
  panels: [
    timeSeries({
      title: 'Requests by route',
      unit: 'reqps',
      description: 'One route stands out: see which client calls it (owner in the access log).',
      queries: {
        '{{method}} {{route}}': sumRate('http_request_duration_seconds_count', {
          matchers,
          by: 'method, route',
        }),
      },
    }),
    timeSeries({
      title: 'Requests by status',
      unit: 'reqps',
      description:
        '401: keys or tokens are no longer valid. 429: an owner asks for more than MAX_UPLOADS_PER_MINUTE. 503: too few pods, or S3 does not answer.',
      queries: { '{{status}}': sumRate('http_request_duration_seconds_count', { matchers, by: 'status' }) },
    }),
    timeSeries({
      title: 'p99 latency by route',
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
      title: 'Requested uploads by method',
      unit: 'suffix:/s',
      description: 'Many more than finished photos: clients request uploads and do not send them.',
      queries: { '{{method}}': sumRate('proofsheet_upload_urls_issued_total', { by: 'method' }) },
    }),
    timeSeries({
      title: 'Messages in all queues by state',
      unit: 'short',
      description: 'As SQS reports them, dead-letter queues included.',
      queries: {
        '{{queue}} {{state}}': `max by (queue, state) (${of('proofsheet_queue_messages')})`,
      },
    }),
    timeSeries({
      title: 'Failed queue reads by cause',
      unit: 'suffix:/s',
      description: 'Above 0 the depth of the queues is unknown: runbook ProofsheetQueueDepthUnknown.',
      queries: { '{{cause}}': sumRate('proofsheet_queue_read_errors_total', { by: 'cause' }) },
    }),
  ],
};

export const upload = createDashboard({
  uid: 'proofsheet-upload',
  title: 'proofsheet upload',
  description: 'The API, the album, and the links in emails.',
  variables: [podVariable('upload')],
  rows: [requests, work, processRow('upload')],
});
