import { addRequests, costOf } from '../prices.ts';
import { type Finding, findings } from './judge-photo.ts';
import type { SweepReport } from './sweep.ts';

/** Reads the result of a sweep as scripts get it. */
export function reportOf(report: SweepReport, dryRun: boolean) {
  const { photos, found, own, work, resumed, complete } = report;
  const checks = Object.values(found).reduce((sum, count) => sum + count, 0);
  const requests = addRequests(own, work);
  return { dryRun, complete, resumed, photos, checks, found, requests, costUsd: costOf(requests) };
}

/** The same for people. */
export function writeReport(report: ReturnType<typeof reportOf>): string {
  const { dryRun, complete, resumed, photos, checks, found, costUsd } = report;
  const kinds = Object.entries(found)
    .filter(([, count]) => count > 0)
    .map(([finding, count]) => `  ${count} ${findings[finding as Finding]}`);
  return [
    `${photos} photos${resumed ? ', an earlier sweep included' : ''}`,
    ...kinds,
    `${checks} checks ${dryRun ? 'would be sent' : 'sent'}, about $${costUsd.toFixed(2)} for all requests, those of the workers included`,
    ...(complete ? [] : ['stopped: it would cost more than --max-cost; run it again to go on']),
  ].join('\n');
}
