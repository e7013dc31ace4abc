/** AWS list prices in us-east-1, in USD: https://aws.amazon.com/s3/pricing/ and https://aws.amazon.com/sqs/pricing/ */
export const prices = {
  /** PUT, POST, COPY and LIST. */
  s3Write: 0.005 / 1000,
  /** GET and HEAD. DELETE is free. */
  s3Read: 0.0004 / 1000,
  sqs: 0.4 / 1_000_000,
} as const;

/** Requests by what they cost. */
export interface Requests {
  readonly s3Write: number;
  readonly s3Read: number;
  readonly sqs: number;
}

export const noRequests: Requests = { s3Write: 0, s3Read: 0, sqs: 0 };

export function addRequests(a: Requests, b: Requests, times = 1): Requests {
  return {
    s3Write: a.s3Write + b.s3Write * times,
    s3Read: a.s3Read + b.s3Read * times,
    sqs: a.sqs + b.sqs * times,
  };
}

/** USD. */
export function costOf({ s3Write, s3Read, sqs }: Requests): number {
  return s3Write * prices.s3Write + s3Read * prices.s3Read + sqs * prices.sqs;
}
