import { type Row, stat } from '../panels.ts';
import { of, sumIncrease } from '../promql.ts';
import { createDashboard, figure } from './create-dashboard.ts';

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
 * US dollars of the time range, by item. The notifier writes a record for each photo and reads three, and
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

/** AWS list prices in us-east-1, November 2026, in US dollars. Users replace them with their own. */
const prices = [
  // https://aws.amazon.com/s3/pricing/
  figure('price_s3_put', 'S3: 1,000 PUT or LIST', 0.005),
  figure('price_s3_get', 'S3: 1,000 GET or HEAD', 0.0004),
  figure('price_s3_gb', 'S3: GB a month', 0.023),
  // https://aws.amazon.com/vpc/pricing/ 0.045; nothing with a gateway endpoint for S3
  figure('price_nat_gb', 'NAT gateway: GB (0 with a gateway endpoint)', 0.045),
  // https://aws.amazon.com/sqs/pricing/
  figure('price_sqs', 'SQS: 1 million requests', 0.4),
  // https://aws.amazon.com/sns/pricing/
  figure('price_sns', 'SNS: 1 million messages', 0.5),
  figure('price_email', 'SNS: 1,000 emails', 0.02),
  // https://aws.amazon.com/fargate/pricing/
  figure('price_vcpu', 'vCPU hour', 0.04048),
];

export const cost = createDashboard({
  uid: 'proofsheet-cost',
  title: 'proofsheet cost',
  description: 'What photos cost at AWS, by part. Prices are the variables above the panels.',
  rows,
  variables: prices,
});
