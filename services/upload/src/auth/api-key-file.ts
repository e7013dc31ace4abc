import { readFile } from 'node:fs/promises';
import { InvalidSettingsError, type Logger } from '@proofsheet/runtime';
import { type ApiKey, parseApiKeys } from './api-keys.ts';

interface ApiKeyFileOptions {
  readonly file: string;
  readonly logger: Logger;
  /** Milliseconds between looks: a mounted Secret changes by a rename that file watchers miss. */
  readonly periodMs?: number;
}

/** Keys that can be changed without a restart. */
export interface ApiKeyFile {
  keys(): readonly ApiKey[];
  close(): void;
}

/**
 * Reads keys, a `name:sha256` pair a line, and goes on looking for changes. Lines that start with `#` are left out. A
 * file that can't be read or is wrong changes nothing but the log.
 * @throws InvalidSettingsError when that is so at the start.
 */
export async function openApiKeyFile({
  file,
  logger,
  periodMs = 5000,
}: ApiKeyFileOptions): Promise<ApiKeyFile> {
  let text = '';
  let keys: ApiKey[] = [];
  async function look(): Promise<boolean> {
    const latest = await readFile(file, 'utf8');
    if (latest === text) return false;
    text = latest;
    keys = parseLines(latest);
    return true;
  }
  await look().catch(({ message }: Error) => {
    throw new InvalidSettingsError([`API_KEYS_FILE: ${message}`]);
  });
  const timer = setInterval(async () => {
    try {
      if (await look()) logger.info({ keys: keys.length }, 'API keys read again');
    } catch (err) {
      logger.error({ err }, 'API keys cannot be read again, those from before stay');
    }
  }, periodMs);
  timer.unref();
  return { keys: () => keys, close: () => clearInterval(timer) };
}

function parseLines(text: string): ApiKey[] {
  const lines = text.split('\n').map((line) => line.trim());
  return parseApiKeys(lines.filter((line) => line !== '' && !line.startsWith('#')).join(','));
}
