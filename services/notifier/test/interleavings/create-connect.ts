import type { ObjectStore, StoredObject } from '@proofsheet/object-store';
import type { NotifierOptions } from '../../src/create-notifier.ts';
import type { JoinRound } from '../../src/gather/create-rounds.ts';
import type { createAcceptances } from './acceptances.ts';
import { fixedOptions } from './fixed-options.ts';
import { FaultError, type Handler, park } from './handler.ts';
import type { Message } from './message.ts';
import { createWatchedStore } from './watched-store.ts';

interface ConnectOptions {
  /** Originals and thumbnails, which no notifier changes. */
  readonly untouched: ObjectStore;
  readonly derived: Map<string, StoredObject>;
  readonly acceptances: ReturnType<typeof createAcceptances>;
  readonly maxPhotos: number;
  readonly now: () => number;
  readonly createNonce: () => string;
  /** A text that is the same for all times of which the same are over. */
  readonly withoutTimes: (text: string) => string;
  readonly send: (message: Message) => void;
  readonly roundsOf: (handler: Handler) => JoinRound;
}

/** Connects handlers to the world: each of their calls waits, may fail, and is noted. */
export function createConnect(options: ConnectOptions) {
  const { untouched, derived, acceptances, maxPhotos, now, createNonce, withoutTimes, send, roundsOf } =
    options;

  return (handler: Handler): NotifierOptions => {
    const call = async (name: string, body?: string) => {
      const effect = await park(handler, name, body);
      if (effect !== 'succeed') handler.isDisturbed = true;
      return effect;
    };
    const joinRound = roundsOf(handler);
    return {
      ...fixedOptions,
      originals: untouched,
      thumbnails: untouched,
      derived: createWatchedStore({
        objects: derived,
        before: call,
        answered: (answer) => handler.history.push(withoutTimes(answer)),
        written: (key, body) => acceptances.note(handler, key, body),
      }),
      now,
      createNonce,
      joinRound(group, work) {
        handler.history.push('joins');
        return joinRound(group, () => {
          handler.history.push('leads');
          return work();
        });
      },
      maxPhotos,
      secondsToWait: () => handler.secondsToWait,
      sendMessage: async (body) => {
        const effect = await call('send message', body);
        if (effect === 'refuse') throw new FaultError('refused');
        const { proofsheet: kind, ...message } = JSON.parse(body);
        send({ kind, ...message });
        handler.history.push('sent');
        if (effect !== 'succeed') throw new FaultError('no answer');
      },
      publish: async ({ name }, { message }) => {
        const effect = await park(handler, `publish to ${name}`, message);
        return acceptances.publish(handler, name, message.split(','), effect);
      },
    };
  };
}
