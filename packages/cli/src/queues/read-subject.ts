import { parseNotification, parseNotifierMessage, parseOutcomeKey } from '@proofsheet/photos';

/** What a message is about. */
export interface Subject {
  readonly kind: 'event' | 'check' | 'test' | 'digest' | 'delivery' | 'unreadable';
  /** Keys of the originals that it names. */
  readonly keys: readonly string[];
  /** Of a notifier's own message: whose photos it is about, and the delivery it names. */
  readonly group?: string;
  readonly batch?: string;
  /** Why it cannot be read. */
  readonly why?: string;
}

/** Reads the body of a message in any queue of an installation. Never throws. */
export function readSubject(body: string): Subject {
  const own = parseNotifierMessage(body);
  if (own?.kind === 'digest') return { kind: 'digest', keys: [], group: own.group };
  if (own) return { kind: 'delivery', keys: [], group: own.group, batch: own.batch };
  const notification = parseNotification(body);
  switch (notification.kind) {
    case 'events':
      return { kind: 'event', keys: notification.events.map(({ key }) => originalOf(key)) };
    case 'check':
      return { kind: 'check', keys: [notification.key] };
    case 'test':
      return { kind: 'test', keys: [] };
    case 'unreadable':
      return { kind: 'unreadable', keys: [], why: notification.why };
  }
}

/** Failures are announced by events of their outcome records. */
function originalOf(key: string): string {
  return parseOutcomeKey(key)?.original ?? key;
}
