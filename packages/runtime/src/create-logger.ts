import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/**
 * A logger that writes one JSON object a line to standard output, or to `to`. It writes at once: lines that wait for a
 * thread, of which photos use all, come late, and at the end of the process in another order.
 * Headers and fields that can hold a secret are taken out, wherever a caller puts a whole object into a line.
 * Where there are traces, `traceId` gives that of the work that a line is about.
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
