import type { Metrics } from '@proofsheet/runtime';
import { readGauge } from '@proofsheet/runtime/metrics';
import type { DecoderThreads } from '../thumbnails/decoder-threads.ts';

/** Exports how the threads for decoding are used. */
export function measureThreads({ status }: DecoderThreads, registry: Metrics): void {
  const gauge = (name: string, help: string, read: () => number) => readGauge(registry, { name, help, read });
  gauge('proofsheet_decoder_threads', 'Threads that decode photos', () => status().threads);
  gauge('proofsheet_decoder_threads_busy', 'Threads on which libvips is running', () => status().busy);
  gauge(
    'proofsheet_decoder_threads_overdue',
    'Threads whose photo is past `DECODE_SECONDS`. The process exits when one stays so for 120 s',
    () => status().overdue,
  );
  gauge('proofsheet_decoder_threads_waiting', 'Photos waiting for a thread', () => status().waiting);
}
