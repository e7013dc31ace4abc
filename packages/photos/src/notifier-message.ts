import { isNotificationGroup, notificationGroup } from './notifier-keys.ts';

/** A message that a notifier sends to its own queue. */
export type NotifierMessage =
  /** Sends the group's pending photos if it is time. A window record may name the digest. */
  | { readonly kind: 'digest'; readonly group: string; readonly name: string }
  /** Sends a batch to the topics that have refused it so far. */
  | { readonly kind: 'delivery'; readonly group: string; readonly batch: string };

/** The body of a digest message. */
export function digestMessage(group: string, name: string): string {
  return JSON.stringify({ proofsheet: 'digest', group, name });
}

/** The body of a delivery message. */
export function deliveryMessage(group: string, batch: string): string {
  return JSON.stringify({ proofsheet: 'delivery', group, batch });
}

/** Parses a message that a notifier sent; undefined for any other message. Never throws. */
export function parseNotifierMessage(body: string): NotifierMessage | undefined {
  if (!/^\{"proofsheet":"(digest|delivery)"/.test(body)) return undefined;
  try {
    const { proofsheet, group, name, batch, key } = JSON.parse(body) as Record<string, unknown>;
    // Digests of earlier versions name a photo in percent-encoding. No window record names them.
    if (typeof key === 'string' && key !== '')
      return { kind: 'digest', group: notificationGroup(decodeURIComponent(key)), name: '' };
    if (typeof group !== 'string' || !isNotificationGroup(group)) return undefined;
    if (proofsheet === 'digest')
      return typeof name === 'string' ? { kind: 'digest', group, name } : undefined;
    return typeof batch === 'string' && /^[\w-]{1,64}$/.test(batch)
      ? { kind: 'delivery', group, batch }
      : undefined;
  } catch {
    return undefined;
  }
}
