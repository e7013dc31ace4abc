type Log = (fields: object, text: string) => void;

/** What the consumer needs of a logger; pino's fits. */
export interface ConsumerLogger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
}
