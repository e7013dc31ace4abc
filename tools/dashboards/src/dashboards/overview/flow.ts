import { sumRate } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { timeSeries } from '../../panels/time-series.ts';

export const flow: Row = {
  title: 'Do photos flow?',
  panels: [
    timeSeries({
      title: 'Uploads asked for, by method',
      unit: 'ops',
      description:
        'Uploads that clients may begin, a second. None although clients are there: look at the share of failing requests and at the upload dashboard.',
      queries: { '{{method}}': sumRate('proofsheet_upload_urls_issued_total', { by: 'method' }) },
    }),
    timeSeries({
      title: 'Photos finished, by outcome',
      unit: 'ops',
      description:
        'What became of photos that workers looked at, a second: made, failed (refused for good), removed, unchanged, own (a thumbnail of ours). None while messages wait: runbook ProofsheetNoThumbnails.',
      queries: { '{{outcome}}': sumRate('proofsheet_photos_total', { by: 'outcome' }) },
    }),
    timeSeries({
      title: 'Messages published for mails',
      unit: 'ops',
      description:
        'Messages to the SNS topic, a second; one can tell of many photos. None although thumbnails are made: look at the notifier dashboard.',
      queries: { published: sumRate('proofsheet_announcements_published_total') },
    }),
  ],
};
