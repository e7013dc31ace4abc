import { percentiles } from '../panels/percentiles.ts';
import { of, quantile, sumRate } from '../panels/promql.ts';
import type { Row } from '../panels/row.ts';
import { timeSeries } from '../panels/time-series.ts';
import { createDashboard } from './create-dashboard.ts';
import { failuresRow } from './failures-row.ts';
import { messagesRow } from './messages-row.ts';
import { processRow } from './process-row.ts';

const photos: Row = {
  title: 'Photos',
  panels: [
    timeSeries({
      title: 'Photos finished, by outcome',
      unit: 'ops',
      description:
        'A second: made, failed (refused for good), removed, unchanged, own (a thumbnail of ours among the originals: who put it there?).',
      queries: { '{{outcome}}': sumRate('proofsheet_photos_total', { by: 'outcome' }) },
    }),
    timeSeries({
      title: 'Photos refused for good, by reason',
      unit: 'ops',
      description: 'A second. A reason that jumps: runbook ProofsheetRefusedPhotosJump.',
      queries: { '{{reason}}': sumRate('proofsheet_photos_refused_total', { by: 'reason' }) },
    }),
    timeSeries({
      title: 'Thumbnails made, by format',
      unit: 'ops',
      description: 'A second. Several for each photo when VARIANTS names further sizes.',
      queries: { '{{format}}': sumRate('proofsheet_thumbnails_made_total', { by: 'format' }) },
    }),
  ],
};

const time: Row = {
  title: 'Where the time goes',
  panels: [
    timeSeries({
      title: 'From the original stored to its thumbnail stored',
      unit: 's',
      description: 'Photos that came for the first time. High: see whether they wait or a stage is slow.',
      queries: percentiles('proofsheet_thumbnail_delay_seconds'),
    }),
    timeSeries({
      title: 'Time of a stage (p95)',
      unit: 's',
      description:
        'memory: waits for memory, so give more or lower CONCURRENCY. get, put, check, delete: S3 or the way to it. make: decoding and encoding, so CPU or larger photos.',
      queries: { '{{stage}}': quantile(0.95, 'proofsheet_stage_duration_seconds', { by: 'stage' }) },
    }),
    timeSeries({
      title: 'Photos at a stage, on average',
      unit: 'short',
      description: 'Where photos spend their time: the stage that holds most is the one to make faster.',
      queries: { '{{stage}}': sumRate('proofsheet_stage_duration_seconds_sum', { by: 'stage' }) },
    }),
  ],
};

const size: Row = {
  title: 'Bytes, pixels, memory',
  panels: [
    timeSeries({
      title: 'Bytes in and out',
      unit: 'Bps',
      description: 'Of originals read and of thumbnails written. At the bandwidth of the pods: more pods.',
      queries: {
        originals: sumRate('proofsheet_original_bytes_total'),
        thumbnails: sumRate('proofsheet_thumbnail_bytes_total'),
      },
    }),
    timeSeries({
      title: 'Pixels in and out',
      unit: 'short',
      description:
        'A second. Time follows pixels, not photos: more of them with as many photos means larger ones.',
      queries: {
        originals: sumRate('proofsheet_original_pixels_total'),
        thumbnails: sumRate('proofsheet_thumbnail_pixels_total'),
      },
    }),
    timeSeries({
      title: 'Memory granted to photos',
      unit: 'bytes',
      description:
        'And how much there is to grant, in all pods. At the total while photos wait: raise the limit.',
      queries: {
        granted: `sum(${of('proofsheet_memory_granted_bytes')})`,
        total: `sum(${of('proofsheet_memory_bytes')})`,
      },
    }),
    timeSeries({
      title: 'Photos that wait for memory',
      unit: 'short',
      description: 'Always above 0: give workers more memory, or lower CONCURRENCY.',
      queries: { '{{pod}}': `sum by (pod) (${of('proofsheet_memory_waiting')})` },
    }),
  ],
};

export const worker = createDashboard({
  uid: 'proofsheet-worker',
  title: 'proofsheet worker',
  description: 'What follows the originals queue and makes thumbnails.',
  rows: [photos, time, messagesRow('worker'), failuresRow('worker'), size, processRow('worker')],
});
