/**
 * The body of a message of ours to the notifier: look whether it is time to announce what waits along with this photo.
 * The key is percent-encoded, since a message cannot hold every character that a key can.
 */
export function digestMessage(original: string): string {
  return JSON.stringify({ proofsheet: 'digest', key: encodeURIComponent(original) });
}

/** The photo that a digest message names, or undefined for any other message. Never throws. */
export function parseDigest(body: string): string | undefined {
  if (!body.startsWith('{"proofsheet":"digest"')) return undefined;
  try {
    const { key } = JSON.parse(body) as { key?: unknown };
    return typeof key === 'string' && key !== '' ? decodeURIComponent(key) : undefined;
  } catch {
    return undefined;
  }
}
