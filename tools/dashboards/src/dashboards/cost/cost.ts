import { of, sumIncrease } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { stat } from '../../panels/stat.ts';
import { createDashboard } from '../create-dashboard.ts';
import { prices } from './prices.ts';

const photos = sumIncrease('proofsheet_photos_total', 'outcome="made"');
const stages = (stage: string) => sumIncrease('proofsheet_stage_duration_seconds_count', `stage=~"${stage}"`);
const gathered = sumIncrease('proofsheet_photos_gathered_total');
const originals = sumIncrease('proofsheet_original_bytes_total');
const thumbnails = sumIncrease('proofsheet_thumbnail_bytes_total');
const receives = sumIncrease('proofsheet_messages_received_total');
const deletes = sumIncrease('proofsheet_messages_deleted_total');
const published = sumIncrease('proofsheet_publishes_total', 'outcome="accepted"');
/** A pod asks for messages three times a minute at least: a long poll lasts 20 s. */
const idlePolls = `sum(sum_over_time(${of('up', 'service=~"worker|notifier"')}[$__range:1m])) * 3`;

/**
 * US dollars of the time range, by what is paid for. The notifier writes a record for each photo and reads three, and
 * writes four and lists twice for each message.
 */
const parts = {
  'S3 PUT and LIST': `(${photos} + ${stages('put')} + ${gathered} + 6 * ${published}) / 1000 * $price_s3_put`,
  'S3 GET and HEAD': `(${stages('get|check')} + 3 * ${gathered}) / 1000 * $price_s3_get`,
  'S3 through NAT': `(${originals} + ${thumbnails}) / 1e9 * $price_nat_gb`,
  SQS: `(${receives} + ${deletes} + ${idlePolls}) / 1e6 * $price_sqs`,
  'SNS, one email each': `${published} * ($price_sns / 1e6 + $price_email / 1000)`,
  CPU: `${sumIncrease('process_cpu_seconds_total')} / 3600 * $price_vcpu`,
};
const total = Object.values(parts)
  .map((part) => `(${part})`)
  .join(' + ');

const perThousand = (dollars: string) => `1000 * (${dollars}) / ${photos}`;

const rows: Row[] = [
  {
    title: 'Cost of 1,000 photos',
    panels: [
      stat({
        title: 'Cost of 1,000 photos',
        unit: 'currencyUSD',
        instant: true,
        description:
          'Photos of the time range, at the prices above. An estimate: without storage, idle CPU, load balancers, requests of the album, and traffic to browsers. Higher than expected: see its parts.',
        queries: { dollars: perThousand(total) },
      }),
      stat({
        title: 'Parts',
        unit: 'currencyUSD',
        instant: true,
        description:
          'Per 1,000 photos. S3 through NAT is about $0.135 with photos of 3 MB, and nothing with a gateway endpoint for S3, which is free. SQS is an upper bound: receives and deletes go in batches.',
        queries: Object.fromEntries(
          Object.entries(parts).map(([part, dollars]) => [part, perThousand(dollars)]),
        ),
      }),
      stat({
        title: 'Storage of 1,000 photos, per month',
        unit: 'currencyUSD',
        instant: true,
        description:
          'Originals and thumbnails of the time range, for every month they are kept. Grows with each month of photos: set OriginalsDays of the stack, or a storage class, to limit it.',
        queries: {
          originals: perThousand(`${originals} / 1e9 * $price_s3_gb`),
          thumbnails: perThousand(`${thumbnails} / 1e9 * $price_s3_gb`),
        },
      }),
    ],
  },
  {
    title: 'Cost of the time range',
    panels: [
      stat({
        title: 'Total',
        unit: 'currencyUSD',
        instant: true,
        description:
          'Everything above but storage, in the time range. Compare with the bill: Cost Explorer, by service.',
        queries: { dollars: total },
      }),
      stat({
        title: 'Photos',
        unit: 'short',
        instant: true,
        description:
          'Photos that got a thumbnail in the time range. With few photos, idle pods and polls dominate.',
        queries: { photos },
      }),
    ],
  },
];

export const cost = createDashboard({
  uid: 'proofsheet-cost',
  title: 'proofsheet cost',
  description: 'What photos cost at AWS, by part. Prices are the variables above the panels.',
  rows,
  variables: prices,
});
