import { readFile } from 'node:fs/promises';
import { InvalidSettingsError, type Logger } from '@proofsheet/runtime';
import { type ApiKey, parseApiKey } from './api-keys.ts';

interface ApiKeyFileOptions {
  readonly file: string;
  readonly logger: Logger;
  /** Milliseconds between reads. File watchers miss the rename by which a mounted Secret changes. */
  readonly periodMs?: number;
}

/** API keys that change without a restart. */
export interface ApiKeyFile {
  keys(): readonly ApiKey[];
  /** Current errors in the file, one line each. Never contains a hash. */
  problems(): readonly string[];
  close(): void;
}

interface FileContent {
  readonly keys: readonly ApiKey[];
  readonly problems: readonly string[];
}

/**
 * Reads API keys, `name:sha256` pairs separated by newlines or commas, and reads the file again every `periodMs`. Empty
 * lines and lines that start with `#` are ignored. The keys are those of the current file: an empty or deleted file has
 * none, and a wrong pair is skipped and reported. If the file exists but cannot be read, the keys stay unchanged.
 * @throws InvalidSettingsError if at the start the file cannot be read, or has wrong pairs only.
 */
export async function openApiKeyFile(options: ApiKeyFileOptions): Promise<ApiKeyFile> {
  const { file, logger, periodMs = 5000 } = options;
  let seen = await readFile(file, 'utf8').catch(({ message }: Error) => {
    throw new InvalidSettingsError([`API_KEYS_FILE: ${message}`]);
  });
  let content = parseLines(seen);
  if (content.keys.length === 0 && content.problems.length > 0) {
    throw new InvalidSettingsError(content.problems.map((problem) => `API_KEYS_FILE: ${problem}`));
  }
  report(content, logger);

  async function reload(): Promise<void> {
    const [latest, next] = await readFile(file, 'utf8').then(
      (text) => [text, parseLines(text)] as const,
      (error) => [error.message, contentOnError(error, content)] as const,
    );
    if (latest === seen) return;
    seen = latest;
    content = next;
    report(content, logger);
  }
  const timer = setInterval(reload, periodMs);
  timer.unref();
  return { keys: () => content.keys, problems: () => content.problems, close: () => clearInterval(timer) };
}

/** Deleting the file revokes its keys. Other errors, such as too many open files, may pass and revoke nothing. */
function contentOnError({ code, message }: NodeJS.ErrnoException, before: FileContent): FileContent {
  return { keys: code === 'ENOENT' ? [] : before.keys, problems: [message] };
}

function report({ keys, problems }: FileContent, logger: Logger): void {
  if (problems.length === 0) logger.info({ keys: keys.length }, 'API key file loaded');
  else logger.error({ keys: keys.length, problems }, 'API key file has errors');
}

function parseLines(text: string): FileContent {
  const keys: ApiKey[] = [];
  const problems: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim().startsWith('#')) continue;
    for (const pair of line.split(',').map((part) => part.trim())) {
      if (pair === '') continue;
      try {
        keys.push(parseApiKey(pair, `line ${index + 1}`));
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
  }
  return { keys, problems };
}
