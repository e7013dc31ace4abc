/** What of an error goes into a log line: never the request or the response that the SDK hangs on its errors. */
export interface ErrorFields {
  readonly error: string;
  readonly reason: string;
  readonly code?: string;
}

const LONGEST_REASON = 500;

/** Name, message and code of anything that was thrown. */
export function describeError(thrown: unknown): ErrorFields {
  if (!(thrown instanceof Error)) return { error: typeof thrown, reason: shorten(safeString(thrown)) };
  const { name, message } = thrown;
  // A refused connection is an AggregateError whose message is empty: only its code says what happened.
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {};
  return { error: name, reason: shorten(message), ...code };
}

function shorten(text: string): string {
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text;
}

function safeString(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'cannot be shown';
  }
}
