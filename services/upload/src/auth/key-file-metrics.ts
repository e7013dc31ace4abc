import type { Metrics } from '@proofsheet/runtime';
import { Gauge } from 'prom-client';
import type { ApiKeyFile } from './api-key-file.ts';

/** Exports how many keys and errors the API key file holds now; 0 without a file. */
export function exportKeyFile(registry: Metrics, file: ApiKeyFile | undefined): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('proofsheet_api_key_file_keys', 'API keys that API_KEYS_FILE holds', () => file?.keys().length ?? 0);
  gauge(
    'proofsheet_api_key_file_errors',
    'Wrong pairs in API_KEYS_FILE, or 1 if it cannot be read',
    () => file?.problems().length ?? 0,
  );
}
