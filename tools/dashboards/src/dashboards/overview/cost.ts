import { sumIncrease } from '../../panels/promql.ts';
import type { Row } from '../../panels/row.ts';
import { stat } from '../../panels/stat.ts';

const photos = sumIncrease('proofsheet_photos_total', 'outcome="made"');
const stages = (stage: string) => sumIncrease('proofsheet_stage_duration_seconds_count', `stage=~"${stage}"`);
const bytes = `(${sumIncrease('proofsheet_original_bytes_total')} + ${sumIncrease('proofsheet_thumbnail_bytes_total')})`;

/** US dollars of the time range, by what is paid for. The client's PUT of the original is one more for each photo. */
const parts = {
  'S3 requests': `(${stages('put')} + ${photos}) / 1000 * $price_s3_put + ${stages('get|check|delete')} / 1000 * $price_s3_get`,
  'S3 storage, a month': `${bytes} / 1e9 * $price_s3_gb`,
  'SQS requests': `(${sumIncrease('proofsheet_messages_received_total')} + ${sumIncrease('proofsheet_messages_deleted_total')}) / 1e6 * $price_sqs`,
  'SNS with one mail each': `${sumIncrease('proofsheet_announcements_published_total')} * ($price_sns / 1e6 + $price_mail / 1000)`,
  'CPU used': `${sumIncrease('process_cpu_seconds_total')} / 3600 * $price_vcpu`,
};

const forThousand = (dollars: string) => `1000 * (${dollars}) / ${photos}`;

export const cost: Row = {
  title: 'What does it cost?',
  panels: [
    stat({
      title: 'Cost for 1,000 photos',
      unit: 'currencyUSD',
      description:
        'In the time range, at the prices above. An estimate: without idle pods and polls, the requests of upload and notifier to S3, and traffic. Above what you expect: see which part it is.',
      queries: {
        dollars: forThousand(
          Object.values(parts)
            .map((part) => `(${part})`)
            .join(' + '),
        ),
      },
    }),
    stat({
      title: 'Its parts',
      unit: 'currencyUSD',
      description:
        'For 1,000 photos. SQS is an upper bound: receives and deletes go in batches. S3 storage is what the photos of the time range cost in a month.',
      queries: Object.fromEntries(
        Object.entries(parts).map(([part, dollars]) => [part, forThousand(dollars)]),
      ),
    }),
  ],
};
