import type { StoredObject } from '@proofsheet/object-store';
import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { notifiedKey } from '@proofsheet/photos';
import { type AnnouncerOptions, createAnnouncer } from '../../src/announce/create-announcer.ts';
import { describeState } from './describe-state.ts';
import { createHandler, type Handler, type Message, park } from './handler.ts';
import { anObject, photoKey } from './sample-objects.ts';
import { createWatchedStore } from './watched-store.ts';

/** What may happen in one exploration. */
export interface Limits {
  /** All of one owner. */
  readonly photos: number;
  readonly notifiers: number;
  /** How many times a notifier dies, anywhere between two calls. */
  readonly crashes: number;
  /** How many times a message is received while another notifier still holds it. */
  readonly duplicates: number;
  /** How many events S3 sends once more after their message was deleted. */
  readonly late: number;
  /** How many times a lease runs out although its holder lives, anywhere but around Publish: the documented window. */
  readonly overruns: number;
  /** Whether a digest may find that it is too early. */
  readonly early: boolean;
}

/** Makes the protocol weaker, to see that this shows. */
export type Weaken = (options: AnnouncerOptions) => AnnouncerOptions;

interface Option {
  readonly name: string;
  readonly take: () => void;
}

const leaseMs = 60_000;

/** Derived objects, a queue, a topic and notifiers, in which nothing happens but what `options` offers. */
export type World = ReturnType<typeof createWorld>;

export function createWorld(limits: Limits, weaken: Weaken = (options) => options) {
  const photos = Array.from({ length: limits.photos }, (_, index) => photoKey(index));
  const untouched = createMemoryObjectStore('untouched', {
    objects: new Map(photos.map((key) => [key, anObject])),
  });
  const derived = new Map<string, StoredObject>();
  const messages = new Set<Message>(photos.map((photo) => ({ kind: 'event', photo })));
  const handlers = new Set<Handler>();
  const published = new Map<string, number>();
  /** Photos that SNS had accepted when their notifier died, before they had their record: the documented window. */
  const excused = new Set<string>();
  const wrongs = new Set<string>();
  const { crashes, duplicates, late, overruns } = limits;
  const left = { crashes, duplicates, late, overruns };
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
    const { handlePhoto, handleDigest } = createAnnouncer(weaken(optionsOf(handler)));
    const handle = message.kind === 'event' ? handlePhoto : handleDigest;
    try {
      const outcome = await handle(message.photo, new AbortController().signal);
      // What it was told decides nothing any more.
      history.splice(0, history.length, outcome);
      await park(handler, 'delete message');
      messages.delete(message);
    } catch (error) {
      wrongs.add(`a handler failed: ${error}`);
    }
    handlers.delete(handler);
  }

  function optionsOf(handler: Handler): AnnouncerOptions {
    return {
      originals: untouched,
      thumbnails: untouched,
      derived: createWatchedStore({
        objects: derived,
        // A pending record's key never changes, so that reading it may belong to the listing before.
        before: async (call) => (call.startsWith('get pending/') ? undefined : park(handler, call)),
        answered: (call, key, answer) => note(handler, call, key, answer),
      }),
      announceWithinMs: Number.POSITIVE_INFINITY,
      announceFailed: false,
      now: () => now,
      leaseSeconds: leaseMs / 1000,
      createNonce: () => `<${++nonces}>`,
      quietSeconds: 30,
      photosPerMail: 10,
      secondsToWait: () => handler.secondsToWait,
      sendDigest: async (photo) => {
        await park(handler, 'send digest');
        send({ kind: 'digest', photo });
      },
      compose: async (some) => ({
        subject: '',
        message: some.map(({ key }) => key).join(),
        attributes: {},
        owner: null,
      }),
      publish: async ({ message }) => {
        await park(handler, `publish ${message}`);
        for (const photo of message.split(',')) accept(handler, photo);
        return 'id';
      },
      takeTurn: async () => {},
      publishMs: leaseMs / 4,
      logger: { info: () => {} },
    };
  }

  function accept(handler: Handler, photo: string): void {
    const times = (published.get(photo) ?? 0) + 1;
    published.set(photo, Math.min(2, times));
    if (times > 1 && !excused.has(photo)) wrongs.add('a photo is published twice, and nobody had died');
    handler.accepted.add(photo);
  }

  function note(handler: Handler, call: string, key: string, answer: string): void {
    handler.history.push(withoutTimes(answer));
    const done = answer !== 'refused' && answer !== 'false';
    if (call === 'put' && done) {
      for (const photo of photos) if (key === notifiedKey(photo)) handler.accepted.delete(photo);
    }
    if (!isClaim(key) || !done) return;
    if (call === 'delete' && !handler.claims.has(key)) wrongs.add('a claim of another is deleted');
    if (call === 'put' || call === 'delete') for (const other of handlers) other.claims.delete(key);
    if (call === 'put') handler.claims.add(key);
  }

  function die(handler: Handler): void {
    left.crashes -= 1;
    for (const photo of handler.accepted) excused.add(photo);
    handlers.delete(handler);
  }

  /** Everything that can happen next, each with a name for the trace. */
  function options(): Option[] {
    return [
      ...[...derived.keys()].filter(isClaim).flatMap(leaseOptions),
      ...[...messages].flatMap(receiveOptions),
      ...photos.flatMap(lateOptions),
      ...[...handlers].flatMap(handlerOptions),
    ];
  }

  function leaseOptions(claim: string): Option[] {
    const { expiresAt } = JSON.parse(derived.get(claim)?.body.toString() ?? '');
    if (expiresAt <= now) return [];
    const holder = [...handlers].find(({ claims }) => claims.has(claim));
    if (!holder) return [{ name: 'the lease of a dead one runs out', take: passTime }];
    const isAroundPublish = holder.accepted.size > 0 || holder.parked[0]?.call.startsWith('publish');
    if (left.overruns === 0 || isAroundPublish) return [];
    const take = () => {
      left.overruns -= 1;
      holder.history.push('its lease is over');
      passTime();
    };
    return [{ name: `the lease of ${nameOf(holder.message)} runs out`, take }];
  }

  function passTime(): void {
    now += leaseMs;
  }

  function receiveOptions(message: Message): Option[] {
    const isHeld = holdersOf(message).length > 0;
    if (handlers.size === limits.notifiers || (isHeld && left.duplicates === 0)) return [];
    const name = `receive ${nameOf(message)}${isHeld ? ', which another holds' : ''}`;
    return [{ name, take: () => receive(message) }];
  }

  function lateOptions(photo: string): Option[] {
    const message: Message = { kind: 'event', photo };
    if (left.late === 0 || [...messages].some((one) => isSame(one, message))) return [];
    const take = () => {
      left.late -= 1;
      send(message);
    };
    return [{ name: `S3 sends ${nameOf(message)} once more`, take }];
  }

  function handlerOptions(handler: Handler): Option[] {
    const [next] = handler.parked;
    if (!next) return [];
    const name = `${nameOf(handler.message)}: ${next.call}`;
    const goOn = (secondsToWait: number) => () => {
      handler.secondsToWait = secondsToWait;
      handler.parked.shift()?.proceed();
    };
    // The first look at all that is pending, right after the look at its own photo.
    const decides = limits.early && next.call.startsWith('list') && handler.history.length === 1;
    return [
      { name, take: goOn(0) },
      ...(decides ? [{ name: `${name}, too early`, take: goOn(1) }] : []),
      ...(left.crashes > 0 ? [{ name: `${name}: dies before`, take: () => die(handler) }] : []),
    ];
  }

  /** Of a time only matters whether it is over. */
  function withoutTimes(text: string): string {
    return text.replace(/"expiresAt\\?":(\d+)/g, (_, time) => (Number(time) > now ? 'ahead' : 'over'));
  }

  function state(): string {
    const rest = [[...published].sort(), [...excused].sort(), [...wrongs].sort(), left];
    return withoutTimes(describeState({ derived, messages, handlers, rest }));
  }

  return { photos, derived, published, wrongs, options, state };
}

function isClaim(key: string): boolean {
  return key.startsWith('claims/');
}

function isSame(a: Message, b: Message): boolean {
  return a.kind === b.kind && a.photo === b.photo;
}

function nameOf({ kind, photo }: Message): string {
  return `${kind} ${photo.at(-5)}`;
}
