import { of, sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';
import { arrivals } from './objectives.ts';

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
