import { prices } from './prices.ts';

/** What a month is like. */
export interface CostNumbers {
  /** New photos. */
  readonly photos: number;
  /** Of an original. */
  readonly megabytes: number;
  /** Photos from earlier months. */
  readonly stored: number;
  /** Variants a photo. */
  readonly variants: number;
  /** Pages of the album. */
  readonly views: number;
  readonly emails: number;
  /** Whether S3 is reached through a NAT gateway. */
  readonly nat: boolean;
}

/** List prices in us-east-1, in USD: https://aws.amazon.com/s3/pricing/, /vpc/pricing/ and /sns/pricing/ */
const gigabyteMonth = 0.023;
const natGigabyte = 0.045;
/** Of one gateway. */
const natHour = 0.045;
const hoursPerMonth = 730;
const email = 2 / 100_000;
const megabytesPerGigabyte = 1024;
/** A thumbnail, a variant of 1600 pixels and the records. MB. */
const thumbnailMegabytes = 0.01;
const variantMegabytes = 0.3;
/** Messages of a photo: two events, received and deleted ten at a time. Requests. */
const sqsPerPhoto = 2.4;

/** The row that a gateway endpoint for S3 saves. */
export const natRow = 'NAT gateway';

/** USD a month, by what it is for. */
export function monthlyCost(numbers: CostNumbers): Readonly<Record<string, number>> {
  const { photos, megabytes, stored, variants, views, emails, nat } = numbers;
  const madeMegabytes = thumbnailMegabytes + variants * variantMegabytes;
  const gigabytesPerPhoto = (megabytes + madeMegabytes) / megabytesPerGigabyte;
  // The original, variants, primary, outcome, and the notifier's record of what waits.
  const writes = photos * (variants + 4);
  // The worker reads and looks, the notifier looks three times.
  const reads = photos * 5;
  // A page of the album is two lists.
  const lists = views * 2;
  return {
    'S3 PUT and LIST': (writes + lists) * prices.s3Write,
    'S3 GET and HEAD': reads * prices.s3Read,
    'S3 storage': (stored + photos) * gigabytesPerPhoto * gigabyteMonth,
    SQS: photos * sqsPerPhoto * prices.sqs,
    'SNS email': emails * email,
    // The worker reads originals and writes what it makes; clients do not pass the gateway.
    [natRow]: nat ? natHour * hoursPerMonth + photos * gigabytesPerPhoto * natGigabyte : 0,
  };
}
