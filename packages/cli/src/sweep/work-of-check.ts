import { addRequests, type Requests } from '../prices.ts';
import type { Finding } from './judge-photo.ts';

/** What a message costs until it is deleted: its share of receives and deletes of ten. */
const sqs = 0.2;

/** The requests that a worker makes for one check, with so many variants a photo: see services/worker/src/reconcile. */
export function workOfCheck(finding: Finding, variants: number): Requests {
  // Names of variants, old and new records are listed; primary, variants, record and, twice, the original are looked at.
  const look: Requests = { s3Write: 3, s3Read: variants + 4, sqs };
  // What is changed makes a second check follow.
  const lookTwice: Requests = { s3Write: look.s3Write * 2, s3Read: look.s3Read * 2, sqs: sqs * 2 + 1 };
  const allWrites = variants + 2;
  switch (finding) {
    case 'missing':
      return { s3Write: allWrites, s3Read: 2, sqs };
    case 'recipe':
    case 'failed':
      return look;
    case 'orphaned':
      return addRequests(lookTwice, { s3Write: 0, s3Read: -1, sqs: 0 });
    case 'leftover':
      return addRequests(lookTwice, { s3Write: 0, s3Read: 2, sqs: 0 });
    case 'damaged':
      return addRequests(lookTwice, { s3Write: 1, s3Read: 1, sqs: 0 });
    case 'outdated':
      return addRequests(lookTwice, { s3Write: allWrites, s3Read: 1, sqs: 0 });
  }
}
