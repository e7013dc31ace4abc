import { InvalidSettingsError } from './read-settings.ts';

/**
 * The settings that `read` returns. When they are missing or wrong, says what is on standard error and ends the
 * process: a stack trace would hide the one thing that the reader needs.
 */
export function exitWhenInvalid<T>(service: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidSettingsError)) throw error;
    process.stderr.write(`${service} does not start, ${error.message}\n`);
    process.exit(1);
  }
}
