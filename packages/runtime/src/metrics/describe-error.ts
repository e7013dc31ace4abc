/** Fields of an error for log lines. Never the request or response that the SDK attaches to its errors. */
export interface ErrorFields {
  readonly error: string;
  readonly reason: string;
  readonly code?: string;
}

const LONGEST_REASON = 500;

/** Returns name, message and code of any thrown value. */
export function describeError(thrown: unknown): ErrorFields {
  if (!(thrown instanceof Error)) return { error: typeof thrown, reason: shorten(safeString(thrown)) };
  const { name, message } = thrown;
  // A refused connection is an AggregateError with an empty message: only its code says what happened.
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
