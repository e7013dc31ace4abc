import { chartValue, of, sumIncrease } from '../../panels/promql.ts';

/** The chart's thumbnail objective by default, in seconds: Prometheus 3 stores this bound as "60.0". */
const withinObjective = 'le=~"60([.]0)?"';
const requests = 'http_request_duration_seconds_count';
const delay = 'proofsheet_thumbnail_delay_seconds';

const late = `1 - ${sumIncrease(`${delay}_bucket`, withinObjective, '30d')} / ${sumIncrease(`${delay}_count`, '', '30d')}`;
const failed = `(${sumIncrease(requests, 'service="upload",status=~"5.."', '30d')} or vector(0)) / ${sumIncrease(requests, 'service="upload"', '30d')}`;

/** Share of the error budget of 30 days that is left, by objective: 1 is all of it, below 0 it is overspent. */
export const budgetLeft = {
  thumbnails: `1 - (${late}) / ${chartValue('thumbnail_late_ratio', 0.01)}`,
  API: `1 - (${failed}) / ${chartValue('api_error_ratio', 0.001)}`,
};

const waiting = `max(${of('proofsheet_queue_messages', 'queue="originals",state="visible"')})`;

/** Photos per second that arrive: those that are finished, and those by which the queue grows. */
export const arrivals = `clamp_min(sum(rate(${of('proofsheet_photos_total')}[$__rate_interval])) + deriv((max(${of('proofsheet_queue_messages', 'queue="originals",state="visible"')}))[2m:15s]), 0)`;

/** Seconds until the queue is empty at its present pace; 0 when it is, nothing while it grows. */
export const untilEmpty = `(${waiting} / (-deriv(${waiting}[2m:15s]) > 0)) or (${waiting} == 0)`;
