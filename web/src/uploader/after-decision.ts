import type { Decision } from '@proofsheet/client/upload';
import type { Upload, UploadChange } from './upload.ts';

/** How an upload is noted after its sending failed. */
export function afterDecision(decision: Decision, attempts: number, now: number): UploadChange {
  switch (decision.next) {
    case 'fail':
      return { status: 'failed', failure: decision.failure, attempts: 0 };
    case 'sign-in':
      return { status: 'queued' };
    case 'wait-for-network':
      return { status: 'queued', retryAt: now + decision.wait };
    default:
      return { status: 'queued', attempts: attempts + 1, retryAt: now + decision.wait };
  }
}

/** Nothing is kept of a single PUT that broke. */
export function unsent({ multipart }: Upload): UploadChange {
  return multipart ? {} : { sent: 0 };
}
