import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/**
 * A logger that writes one JSON object a line to standard output, or to `destination`.
 * Headers and fields that can hold a secret are taken out, wherever a caller puts a whole object into a line.
 */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
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
  };
  return destination ? pino(options, destination) : pino(options);
}
