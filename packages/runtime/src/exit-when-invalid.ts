import { InvalidSettingsError } from './read-settings.ts';

/**
 * Returns the settings that `read` returns. When some are missing or invalid, it prints them to standard error and exits
 * with status 1, without a stack trace that would hide them.
 */
export function exitWhenInvalid<T>(service: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidSettingsError)) throw error;
    process.stderr.write(`${service} does not start: ${error.message}\n`);
    process.exit(1);
  }
}
