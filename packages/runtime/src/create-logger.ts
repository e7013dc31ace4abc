import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/**
 * Creates a logger that writes one JSON object per line to standard output, or to `to`. It writes synchronously: decoding
 * keeps all threads of the pool busy, so asynchronous lines would arrive late, and out of order at the end of the process.
 * Headers and fields that can hold a secret are redacted, in case a caller logs a whole object.
 * With tracing on, `traceId` returns the id of the trace that a line belongs to.
 */
export function createLogger(
  service: string,
  level: string,
  to: DestinationStream = destination({ dest: 1, sync: true }),
  traceId?: () => string | undefined,
): Logger {
  const options = {
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    redact: {
      paths: ['authorization', 'cookie', 'url', 'token', 'apiKey', 'secretAccessKey'].flatMap((name) => [
        name,
        `*.${name}`,
        `*.*.${name}`,
      ]),
      censor: '[secret]',
    },
    ...(traceId && { mixin: () => ({ traceId: traceId() }) }),
  };
  return pino(options, to);
}
