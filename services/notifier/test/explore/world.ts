import type { StoredObject } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { notificationGroup, notifiedAt, notifiedKey, parseNotified } from '@proofsheet/photos';
import { RetryAfterError } from '@proofsheet/queue';
import { createNotifier, type NotifierOptions } from '../../src/create-notifier.ts';
import type { BatchRecord } from '../../src/notify/batch-record.ts';
import type { PublishResult } from '../../src/notify/create-publish.ts';
import { DeliveryError } from '../../src/notify/deliver-batch.ts';
import { createTopics, type TopicName, topicNames } from '../../src/notify/topics.ts';
import { anObject, photoKey } from '../sample-objects.ts';
import { describeState } from './describe-state.ts';
import { createHandler, type Effect, FaultError, type Handler, type Message, park } from './handler.ts';
import { createWatchedStore } from './watched-store.ts';

/** What may happen in one exploration, and how often. */
export interface Limits {
  /** All of one owner, for whom there are two topics. */
  readonly photos: number;
  readonly notifiers: number;
  /** A notifier dies, anywhere between two calls. */
  readonly crashes: number;
  /** A message is received while another notifier still holds it. */
  readonly duplicates: number;
  /** S3 sends an event once more after its message was deleted. */
  readonly late: number;
  /** A lease runs out although its holder lives: the holder stalls. */
  readonly stalls: number;
  /** A topic refuses a message. */
  readonly refusals: number;
  /** A topic accepts a message, and its answer is lost. */
  readonly cuts: number;
  /** A write of a record, or a message to the queue, fails without effect. */
  readonly failures: number;
  /** The same, but it takes effect, and its answer is lost or refused after a repetition. */
  readonly losses: number;
  /** A photo is deleted; its event may be sent once more (`late`) after it was uploaded again. */
  readonly deletions: number;
  /** Topics that refuse every message. */
  readonly refusing: readonly TopicName[];
  /** Whether an operator mends these topics at some time, and redrives the dead letters. */
  readonly repair: boolean;
  /** Whether a digest may find that it is too early. */
  readonly early: boolean;
  readonly maxPhotos: number;
}

/** Makes the protocol weaker, to see that this shows. */
export type Weaken = (options: NotifierOptions) => NotifierOptions;

interface Option {
  readonly name: string;
  readonly take: () => void;
}

const leaseMs = 60_000;

/** Refusals after which a delivery is dead-lettered: fewer than SQS is told, to have fewer states. */
const maxRefusals = 2;

const { signal } = new AbortController();
const topics = createTopics({ topicArn: 'topic', ownerTopics: true, sharedTopic: true });

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
  const published: Record<TopicName, Set<string>> = { owner: new Set(), shared: new Set() };
  /** By topic, photos of which a second message lies in the documented window. */
  const excused: Record<TopicName, Set<string>> = { owner: new Set(), shared: new Set() };
  const refusing = new Set(limits.refusing);
  const dead: Message[] = [];
  const gone = new Set<string>();
  const wrongs = new Set<string>();
  const { crashes, duplicates, late, stalls, refusals, cuts, failures, losses, deletions } = limits;
  const left = { crashes, duplicates, late, stalls, refusals, cuts, failures, losses, deletions };
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
      const outcome = await handle(message, createNotifier(weaken(optionsOf(handler))));
      if (isUnrecorded(handler)) wrongs.add('a handler ends without a record of what a topic accepted');
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
    } else if (isUnrecorded(handler) && !handler.isDisturbed) {
      wrongs.add('a handler fails without a record of what a topic accepted');
    }
    excuse(handler);
  }

  function optionsOf(handler: Handler): NotifierOptions {
    const call = async (name: string, body?: string) => {
      const effect = await park(handler, name, body);
      if (effect !== 'succeed') handler.isDisturbed = true;
      return effect;
    };
    return {
      originals: untouched,
      thumbnails: untouched,
      derived: createWatchedStore({
        objects: derived,
        before: call,
        answered: (answer) => handler.history.push(withoutTimes(answer)),
        written: (key, body) => note(handler, key, body),
      }),
      earlier: async () => new Set(),
      topics,
      notifyWithinMs: Number.POSITIVE_INFINITY,
      notifyFailed: false,
      now: () => now,
      leaseSeconds: leaseMs / 1000,
      createNonce: () => `<${++nonces}>`,
      quietSeconds: 30,
      maxWaitSeconds: 300,
      maxPhotos: limits.maxPhotos,
      maxDigestMs: Number.POSITIVE_INFINITY,
      secondsToWait: () => handler.secondsToWait,
      sendMessage: async (body) => {
        const effect = await call('send message', body);
        if (effect === 'refuse') throw new FaultError('refused');
        const { proofsheet: kind, ...message } = JSON.parse(body);
        send({ kind, ...message });
        handler.history.push('sent');
        if (effect !== 'succeed') throw new FaultError('no answer');
      },
      compose: async (some) => ({ subject: '', message: some.map(({ key }) => key).join(), attributes: {} }),
      publish: async ({ name }, { message }) => {
        const effect = await park(handler, `publish to ${name}`, message);
        return publish(handler, name, message.split(','), effect);
      },
      takeTurn: async () => {},
      // A write that fails does so at every attempt: one that is repeated with success is as good as one that succeeds.
      pause: async () => {
        throw new FaultError('given up');
      },
      snsMs: leaseMs / 8,
      recordMs: leaseMs / 8,
      onPublish() {},
      onNotified() {},
      onGathered() {},
      onSilence() {},
      logger: { info() {}, warn() {} },
    };
  }

  function publish(
    handler: Handler,
    topic: TopicName,
    some: readonly string[],
    effect: Effect,
  ): PublishResult {
    const answer = (result: PublishResult) => {
      handler.history.push(result.outcome);
      return result;
    };
    if (effect === 'refuse') return answer({ outcome: 'refused', error: new FaultError('refused') });
    for (const other of topicNames.filter((name) => name !== topic)) {
      if (handler.accepted[other].size > 0)
        wrongs.add('a topic gets a message before the acceptance of another is recorded');
    }
    for (const photo of some) {
      if (effect !== 'succeed' || handler.isLate) excused[topic].add(photo);
      if (published[topic].has(photo) && !excused[topic].has(photo))
        wrongs.add('a topic gets a photo twice outside the documented window');
      published[topic].add(photo);
      if (effect === 'succeed' && !isRecorded(handler, photo)) handler.accepted[topic].add(photo);
    }
    handler.isLate = false;
    if (effect === 'succeed') return answer({ outcome: 'accepted', messageId: 'id' });
    return answer({ outcome: 'no-answer', error: new FaultError('no answer') });
  }

  function isRunning(key: string): boolean {
    const body = derived.get(key)?.body.toString();
    return body !== undefined && (JSON.parse(body) as BatchRecord).expiresAt > now;
  }

  function hasLease({ held }: Handler): boolean {
    return [...held].some(isRunning);
  }

  /** Notes what a write means: who holds a record, and what records say of acceptances. */
  function note(handler: Handler, key: string, body: string | undefined): void {
    if (/^claims\/(owner|delivery)\//.test(key)) {
      if (body === undefined && !handler.held.has(key))
        wrongs.add('the claim of another notifier is deleted');
      for (const other of handlers) other.held.delete(key);
      if (body === undefined) return;
      const { topics: states } = JSON.parse(body) as BatchRecord;
      handler.held.add(key);
      for (const topic of topicNames) if (states[topic] === 'done') handler.accepted[topic].clear();
    }
    if (!key.startsWith('notified/')) return;
    for (const other of handlers) {
      for (const photo of photos.filter((each) => isRecorded(other, each))) {
        for (const topic of topicNames) other.accepted[topic].delete(photo);
      }
    }
  }

  /** Of the digest's photos the notified record is the last word; a delivery comes after it. */
  function isRecorded({ message }: Handler, photo: string): boolean {
    if (message.kind !== 'digest') return false;
    const body = derived.get(notifiedKey(photo))?.body.toString();
    return body !== undefined && notifiedAt(parseNotified(body), photo) !== undefined;
  }

  function isUnrecorded({ accepted }: Handler): boolean {
    return topicNames.some((topic) => accepted[topic].size > 0);
  }

  /** What a handler leaves unrecorded may be published once more. */
  function excuse({ accepted }: Handler): void {
    for (const topic of topicNames) for (const photo of accepted[topic]) excused[topic].add(photo);
  }

  function die(handler: Handler): void {
    left.crashes -= 1;
    excuse(handler);
    handlers.delete(handler);
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
        excuse(holder);
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
    const isUntouched = topicNames.every((topic) => !published[topic].has(photo));
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

  function handlerOptions(handler: Handler): Option[] {
    const [next] = handler.parked;
    if (!next) return [];
    const name = `${nameOf(handler.message)}: ${next.call}`;
    const goOn = (effect: Effect, change: () => void = () => {}) => ({
      name: effect === 'succeed' ? name : `${name}: ${effect}`,
      take: () => {
        change();
        handler.parked.shift()?.proceed(effect);
      },
    });
    return [
      ...effectsOf(next.call, goOn),
      // The list right after the look at the window.
      ...(limits.early && next.call.startsWith('list') && handler.history.length === 1
        ? [{ ...goOn('succeed', () => wait(handler)), name: `${name}: too early` }]
        : []),
      ...(left.crashes > 0 ? [{ name: `${name}: dies before`, take: () => die(handler) }] : []),
    ];
  }

  function wait(handler: Handler): void {
    handler.secondsToWait = 1;
  }

  function effectsOf(call: string, goOn: (effect: Effect, change?: () => void) => Option): Option[] {
    const spend = (budget: keyof typeof left, effect: Effect) =>
      left[budget] > 0
        ? [
            goOn(effect, () => {
              left[budget] -= 1;
            }),
          ]
        : [];
    if (call.startsWith('publish')) {
      const topic = call.endsWith('owner') ? 'owner' : 'shared';
      if (refusing.has(topic)) return [goOn('refuse')];
      return [goOn('succeed'), ...spend('refusals', 'refuse'), ...spend('cuts', 'lose')];
    }
    if (!/^(put|delete|send) /.test(call) || call === 'delete message') return [goOn('succeed')];
    const isConditional = /^(put claims|put notified|delete )/.test(call);
    return [
      goOn('succeed'),
      ...spend('failures', 'refuse'),
      ...spend('losses', 'lose'),
      ...(isConditional ? spend('losses', 'repeat') : []),
    ];
  }

  /** Of a time it only matters whether it is over. */
  function withoutTimes(text: string): string {
    return text
      .replace(/"expiresAt\\*":(\d+)/g, (_, time) => (Number(time) > now ? 'ahead' : 'over'))
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');
  }

  function state(): string {
    const both = (sets: Record<TopicName, Set<string>>) => topicNames.map((topic) => [...sets[topic]].sort());
    const rest = [both(published), both(excused), [...refusing], [...gone], dead, [...wrongs].sort(), left];
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

  return { group, photos, gone, derived, published, refusing, deadLetters, wrongs, options, state };
}

function isSame(a: Message, b: Message): boolean {
  return JSON.stringify({ ...a, refusals: 0 }) === JSON.stringify({ ...b, refusals: 0 });
}

function nameOf(message: Message): string {
  if (message.kind === 'event') return `event ${message.photo.at(-5)}`;
  return message.kind === 'digest' ? `digest ${message.name}` : `delivery ${message.batch}`;
}
