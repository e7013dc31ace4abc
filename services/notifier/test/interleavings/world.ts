import type { StoredObject } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { notificationGroup } from '@proofsheet/photos';
import { RetryAfterError } from '@proofsheet/queue';
import { createNotifier, type NotifierOptions } from '../../src/create-notifier.ts';
import { createRounds } from '../../src/gather/create-rounds.ts';
import type { BatchRecord } from '../../src/notify/batch.ts';
import { DeliveryError } from '../../src/notify/deliver-batch.ts';
import { type TopicName, topicNames } from '../../src/notify/topics.ts';
import { anObject, photoKey } from '../sample-objects.ts';
import { createAcceptances } from './acceptances.ts';
import { describeState } from './describe-state.ts';
import { leaseMs } from './fixed-options.ts';
import { createConnect } from './create-connect.ts';
import { createHandler, FaultError, type Handler, park } from './handler.ts';
import { createHandlerOptions, type Option } from './handler-options.ts';
import type { Limits } from './limits.ts';
import { isSame, type Message, nameOf } from './message.ts';

/** Makes the protocol weaker, to see that this shows. */
export type Weaken = (options: NotifierOptions) => NotifierOptions;

/** Refusals after which a delivery is dead-lettered: fewer than SQS is told, to have fewer states. */
const maxRefusals = 2;

const { signal } = new AbortController();

/** Objects, a queue, two topics and notifiers, in which nothing happens but what `options` offers. */
export type World = ReturnType<typeof createWorld>;

export function createWorld(limits: Limits, weaken: Weaken = (options) => options) {
  const photos = Array.from({ length: limits.photos }, (_, index) => photoKey(index));
  const group = notificationGroup(photos[0] ?? '');
  const originals = new Map(photos.map((key) => [key, anObject]));
  const untouched = createMemoryObjectStore('untouched', { objects: originals });
  const derived = new Map<string, StoredObject>();
  const messages = new Set<Message>(photos.map((photo) => ({ kind: 'event', photo })));
  const handlers = new Set<Handler>();
  const refusing = new Set(limits.refusing);
  const dead: Message[] = [];
  const gone = new Set<string>();
  const wrongs = new Set<string>();
  const acceptances = createAcceptances({ photos, derived, handlers, wrongs });
  const connect = createConnect({
    untouched,
    derived,
    acceptances,
    maxPhotos: limits.maxPhotos,
    now: () => now,
    createNonce: () => `<${++nonces}>`,
    withoutTimes,
    send,
    roundsOf: () => rounds ?? createRounds(),
  });
  const { crashes, duplicates, late, stalls, refusals, cuts, failures, losses, deletions } = limits;
  const left = { crashes, duplicates, late, stalls, refusals, cuts, failures, losses, deletions };
  const handlerOptions = createHandlerOptions({ left, refusing, early: limits.early, die });
  let rounds = limits.createRounds?.();
  let now = 0;
  let nonces = 0;

  function send(message: Message): void {
    // Two equal messages that nobody holds are as good as more, and without a bound the states would have no end.
    const same = [...messages].filter((one) => isSame(one, message) && holdersOf(one).length === 0);
    if (same.length < 2) messages.add(message);
  }

  function holdersOf(message: Message): Handler[] {
    return [...handlers].filter((handler) => handler.message === message);
  }

  function receive(message: Message): void {
    if (holdersOf(message).length > 0) left.duplicates -= 1;
    const handler = createHandler(message);
    handlers.add(handler);
    void run(handler);
  }

  async function run(handler: Handler): Promise<void> {
    const { message, history } = handler;
    try {
      const outcome = await handle(message, createNotifier(weaken(connect(handler))));
      if (acceptances.isUnrecorded(handler))
        wrongs.add('a handler ends without a record of what a topic accepted');
      // What it was answered decides nothing any more.
      history.splice(0, history.length, outcome);
      await park(handler, 'delete message');
      messages.delete(message);
    } catch (error) {
      fail(handler, error);
    }
    handlers.delete(handler);
  }

  function handle(message: Message, notifier: ReturnType<typeof createNotifier>): Promise<string> {
    if (message.kind === 'event') return notifier.gatherPhoto(message.photo, signal);
    if (message.kind === 'digest') return notifier.handleDigest(message.group, message.name, signal);
    return notifier.deliverBatch(message.group, message.batch, signal);
  }

  function fail(handler: Handler, error: unknown): void {
    const { message } = handler;
    if (error instanceof DeliveryError && message.kind === 'delivery') {
      message.refusals = Math.min(maxRefusals, (message.refusals ?? 0) + 1);
      if (message.refusals === maxRefusals && refusing.size > 0 && messages.delete(message))
        dead.push(message);
    } else if (!(error instanceof RetryAfterError || error instanceof FaultError)) {
      wrongs.add(`a handler failed: ${error}`);
    } else if (acceptances.isUnrecorded(handler) && !handler.isDisturbed) {
      wrongs.add('a handler fails without a record of what a topic accepted');
    }
    acceptances.excuse(handler);
  }

  function isRunning(key: string): boolean {
    const body = derived.get(key)?.body.toString();
    return body !== undefined && (JSON.parse(body) as BatchRecord).expiresAt > now;
  }

  function hasLease({ held }: Handler): boolean {
    return [...held].some(isRunning);
  }

  function die(handler: Handler): void {
    left.crashes -= 1;
    for (const dying of rounds ? handlers : [handler]) {
      acceptances.excuse(dying);
      handlers.delete(dying);
    }
    rounds = limits.createRounds?.();
  }

  /** Everything that can happen next, each with a name for the trace. Nothing happens after a mistake. */
  function options(): Option[] {
    if (wrongs.size > 0) return [];
    return [
      ...leaseOptions(),
      ...[...messages].flatMap(receiveOptions),
      ...photos.flatMap(eventOptions),
      ...repairOptions(),
      ...[...handlers].flatMap(handlerOptions),
    ];
  }

  function leaseOptions(): Option[] {
    if (![...derived.keys()].some((key) => key.startsWith('claims/') && isRunning(key))) return [];
    const holders = [...handlers].filter(hasLease);
    if (holders.length > left.stalls) return [];
    const take = () => {
      left.stalls -= holders.length;
      now += leaseMs;
      for (const holder of holders) {
        holder.isDisturbed = true;
        holder.isLate = holder.parked[0]?.call.startsWith('publish') ?? false;
        acceptances.excuse(holder);
      }
    };
    const who = holders.map(({ message }) => nameOf(message)).join(' and ') || 'a dead notifier';
    return [{ name: `the lease of ${who} runs out`, take }];
  }

  function receiveOptions(message: Message): Option[] {
    const isHeld = holdersOf(message).length > 0;
    if (handlers.size === limits.notifiers || (isHeld && left.duplicates === 0)) return [];
    const name = `receive ${nameOf(message)}${isHeld ? ', which another holds' : ''}`;
    return [{ name, take: () => receive(message) }];
  }

  function eventOptions(photo: string): Option[] {
    const message: Message = { kind: 'event', photo };
    const isUntouched = topicNames.every((topic) => !acceptances.published[topic].has(photo));
    const isQueued = [...messages].some((one) => isSame(one, message));
    const take = () => {
      left.late -= 1;
      gone.delete(photo);
      originals.set(photo, anObject);
      send(message);
    };
    const remove = () => {
      left.deletions -= 1;
      gone.add(photo);
      originals.delete(photo);
    };
    const again = `S3 sends ${nameOf(message)} once more`;
    return [
      ...(left.late > 0 && !isQueued
        ? [{ name: gone.has(photo) ? `${again}, of a new upload` : again, take }]
        : []),
      ...(left.deletions > 0 && isUntouched && !isQueued && !gone.has(photo)
        ? [{ name: `${photo.at(-5)} is deleted`, take: remove }]
        : []),
    ];
  }

  function repairOptions(): Option[] {
    if (!limits.repair || refusing.size === 0) return [];
    const take = () => {
      refusing.clear();
      for (const message of dead.splice(0))
        send(message.kind === 'delivery' ? { ...message, refusals: 0 } : message);
    };
    return [{ name: 'an operator mends the topics and redrives the dead letters', take }];
  }

  /** Of a time it only matters whether it is over. */
  function withoutTimes(text: string): string {
    return text
      .replace(/"expiresAt\\*":(\d+)/g, (_, time) => (Number(time) > now ? 'ahead' : 'over'))
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');
  }

  function state(): string {
    const both = (sets: Record<TopicName, Set<string>>) => topicNames.map((topic) => [...sets[topic]].sort());
    const rest = [
      both(acceptances.published),
      both(acceptances.excused),
      [...refusing],
      [...gone],
      dead,
      [...wrongs].sort(),
      left,
    ];
    return withoutTimes(describeState({ derived, messages, handlers, rest }));
  }

  /** Bodies of the records whose delivery is in the dead-letter queue. */
  function deadLetters(): string[] {
    return dead.flatMap((message) =>
      message.kind === 'delivery'
        ? [derived.get(`claims/delivery/${message.group}/${message.batch}`)?.body.toString() ?? '']
        : [],
    );
  }

  const { published } = acceptances;
  return { group, photos, gone, derived, published, refusing, deadLetters, wrongs, options, state };
}
