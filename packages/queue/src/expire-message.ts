import type { ConsumerLogger, Emit } from './consumer-options.ts';
import { abortHandler, type InFlightMessage } from './in-flight-message.ts';
import type { Outage } from './outage.ts';
import type { Changes } from './waits.ts';

export interface ExpireMessageOptions {
  readonly outage: Outage;
  readonly changes: Changes;
  readonly logger: ConsumerLogger;
  readonly emit: Emit;
  readonly now: () => number;
}

export type ExpireMessage = (inFlight: InFlightMessage, how: string) => void;

/**
 * Another consumer may have the message by now: its handler is aborted, and its visibility is neither changed nor the
 * message deleted any more. The queue redelivers it.
 */
export function createExpireMessage(options: ExpireMessageOptions): ExpireMessage {
  const { outage, changes, logger, emit, now } = options;
  return (inFlight, how) => {
    if (inFlight.ended || inFlight.abortedAt !== undefined) return;
    abortHandler(inFlight, 'lost', now());
    const { id, receiveCount } = inFlight.message;
    logger.warn({ messageId: id, receiveCount, how }, 'message expired: it will be redelivered');
    emit('lost', inFlight.message);
    outage.undecided();
    // It may have been the one that waited to run alone, for which nothing else is received.
    changes.announce();
  };
}
