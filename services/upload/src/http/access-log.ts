import { createLogger, type Logger } from '@proofsheet/runtime';
import { pino } from 'pino';

/** A log for lines that come with every answer. */
export interface AccessLog {
  readonly logger: Logger;
  /** Writes what is left. */
  close(): void;
}

/** Milliseconds that a line waits for others at most; what a killed process had not written is lost. */
const longestWaitMs = 100;

/**
 * Gathers lines for standard output: to write each by itself takes a tenth of the time of an answer. A write has at
 * most 4,096 bytes, which a pipe takes as a whole, so that no line of another log ends up within one of these.
 * https://man7.org/linux/man-pages/man7/pipe.7.html
 */
export function openAccessLog(level: string, traceId?: () => string | undefined): AccessLog {
  const options = { sync: true, minLength: 3072, maxWrite: 4096, periodicFlush: longestWaitMs };
  const output = pino.destination({ dest: 1, ...options });
  return { logger: createLogger('upload', level, output, traceId), close: () => output.flushSync() };
}
