import { type Row, timeSeries } from '../panels.ts';
import { of, percentiles, quantile, sumRate } from '../promql.ts';
import { createDashboard, podVariable } from './create-dashboard.ts';
import { failuresRow, messagesRow, processRow } from './service-rows.ts';

const photos: Row = {
  title: 'Photos',
  panels: [
    timeSeries({
      title: 'Finished photos by outcome',
      unit: 'suffix:/s',
      description:
        'made, failed (rejected), removed, unchanged, own (one of our thumbnails among the originals: who put it there?).',
      queries: { '{{outcome}}': sumRate('proofsheet_photos_total', { by: 'outcome' }) },
    }),
    timeSeries({
      title: 'Rejected photos by reason',
      unit: 'suffix:/s',
      description: 'One reason jumps: runbook ProofsheetRefusedPhotosJump.',
      queries: { '{{reason}}': sumRate('proofsheet_photos_refused_total', { by: 'reason' }) },
    }),
    timeSeries({
      title: 'Thumbnails by format',
      unit: 'suffix:/s',
      description: 'Several per photo when VARIANTS adds sizes.',
      queries: { '{{format}}': sumRate('proofsheet_thumbnails_made_total', { by: 'format' }) },
    }),
  ],
};

const time: Row = {
  title: 'Where the time goes',
  panels: [
    timeSeries({
      title: 'Original stored to thumbnail stored',
      unit: 's',
      description: 'Retries included. High: see whether photos wait or a stage is slow.',
      queries: percentiles('proofsheet_thumbnail_delay_seconds'),
    }),
    timeSeries({
      title: 'Stage duration (p95)',
      unit: 's',
      description:
        'memory: waits for memory, so give more or lower CONCURRENCY. get, put, check, delete: S3 or the way to it. make: decoding and encoding, so CPU or larger photos.',
      queries: { '{{stage}}': quantile(0.95, 'proofsheet_stage_duration_seconds', { by: 'stage' }) },
    }),
    timeSeries({
      title: 'Photos per stage',
      unit: 'short',
      description: 'On average. The stage with most photos is where they spend their time.',
      queries: { '{{stage}}': sumRate('proofsheet_stage_duration_seconds_sum', { by: 'stage' }) },
    }),
  ],
};

const size: Row = {
  title: 'Bytes, pixels, memory',
  panels: [
    timeSeries({
      title: 'Bytes read and written',
      unit: 'Bps',
      description: 'Originals read and thumbnails written. At the bandwidth of the nodes: more nodes.',
      queries: {
        originals: sumRate('proofsheet_original_bytes_total'),
        thumbnails: sumRate('proofsheet_thumbnail_bytes_total'),
      },
    }),
    timeSeries({
      title: 'Pixels decoded and encoded',
      unit: 'suffix: px/s',
      description:
        'CPU time follows pixels, not photos: more pixels with as many photos means larger photos.',
      queries: {
        originals: sumRate('proofsheet_original_pixels_total'),
        thumbnails: sumRate('proofsheet_thumbnail_pixels_total'),
      },
    }),
    timeSeries({
      title: 'Memory granted to photos',
      unit: 'bytes',
      description: 'Of all pods. At the total while photos wait: raise the memory limit.',
      queries: {
        granted: `sum(${of('proofsheet_memory_granted_bytes')})`,
        total: `sum(${of('proofsheet_memory_bytes')})`,
      },
    }),
    timeSeries({
      title: 'Photos waiting for memory',
      unit: 'short',
      description: 'Always above 0: raise the memory limit of workers, or lower CONCURRENCY.',
      queries: { '{{pod}}': `sum by (pod) (${of('proofsheet_memory_waiting')})` },
    }),
  ],
};

export const worker = createDashboard({
  uid: 'proofsheet-worker',
  title: 'proofsheet worker',
  description: 'The service that reads the originals queue and makes thumbnails.',
  variables: [podVariable('worker')],
  rows: [photos, time, messagesRow('worker'), failuresRow('worker'), size, processRow('worker')],
});
