import { existsSync, readFileSync } from 'node:fs';

const page = new URL('../../../docs/metrics.md', import.meta.url);

/** Metrics that others make: KEDA, prom-client's defaults, Prometheus. */
const foreign = [
  'ALERTS',
  'keda_scaled_object_errors_total',
  'keda_scaler_active',
  'keda_scaler_metrics_latency_seconds',
  'keda_scaler_metrics_value',
  'nodejs_eventloop_lag_p99_seconds',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'up',
];

/** Until docs/metrics.md is there. */
const planned = `http_request_duration_seconds proofsheet_upload_urls_issued_total proofsheet_queue_messages
proofsheet_queue_read_errors_total proofsheet_messages_received_total proofsheet_messages_redelivered_total
proofsheet_messages_handled_total proofsheet_messages_failed_total proofsheet_messages_lost_total
proofsheet_messages_deleted_total proofsheet_messages_returned_total proofsheet_receive_errors_total
proofsheet_receiving_paused proofsheet_message_wait_seconds proofsheet_oldest_message_age_seconds proofsheet_slots
proofsheet_slots_busy proofsheet_message_duration_seconds proofsheet_photos_total proofsheet_photos_refused_total
proofsheet_thumbnails_made_total proofsheet_original_bytes_total proofsheet_original_pixels_total
proofsheet_thumbnail_bytes_total proofsheet_thumbnail_pixels_total proofsheet_stage_duration_seconds
proofsheet_thumbnail_delay_seconds proofsheet_memory_bytes proofsheet_memory_granted_bytes
proofsheet_memory_waiting proofsheet_announcements_published_total proofsheet_photos_announced_total
proofsheet_photos_gathered_total proofsheet_photos_suppressed_total proofsheet_announcement_delay_seconds
proofsheet_publish_errors_total proofsheet_build_info`;

/** Every series that is there: the metrics of docs/metrics.md, which follows from the code, and those of others. */
export function knownMetrics(): Set<string> {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : planned;
  const documented = text.match(/\b(proofsheet|http)_\w+/g);
  const parts = (documented ?? []).flatMap((name) => [
    name,
    `${name}_bucket`,
    `${name}_count`,
    `${name}_sum`,
  ]);
  return new Set([...foreign, ...parts]);
}
