import { createMemoryObjectStore } from '@proofsheet/object-store/memory';
import { parseNotifierMessage, writeThumbnailMetadata } from '@proofsheet/photos';
import { createNotifier, type NotifierOptions } from '../src/create-notifier.ts';
import { createRounds } from '../src/gather/create-rounds.ts';
import type { PublishResult } from '../src/notify/create-publish.ts';
import { createTopics, type TopicName } from '../src/notify/topics.ts';

const { signal } = new AbortController();

/** A photo that a topic accepted, or `(refused)`. */
export type Published = readonly [topic: TopicName, keys: readonly string[]];

interface Setting extends Partial<NotifierOptions> {
  /** What a topic answers; it accepts without. */
  readonly answerOf?: (topic: TopicName) => PublishResult['outcome'];
}

/** A notifier on stores and a queue in memory, whose messages are handled when the test wants it. */
export function runNotifier({ answerOf = () => 'accepted', ...options }: Setting = {}) {
  const requests: string[] = [];
  const storeOf = (name: string) =>
    createMemoryObjectStore(name, {
      before: async (call, key) => void requests.push(`${call} ${name}/${key.split('/', 2).join('/')}`),
    });
  const [originals, thumbnails, derived] = [storeOf('originals'), storeOf('thumbnails'), storeOf('derived')];
  const published: Published[] = [];
  const warnings: string[] = [];
  const messages: { body: string; delaySeconds: number }[] = [];
  const metadata = writeThumbnailMetadata({
    sourceEtag: '"1"',
    recipe: 'r',
    width: 200,
    height: 150,
    originalWidth: 4000,
    originalHeight: 3000,
    originalSize: 1,
    storedAt: new Date(),
    madeAt: new Date(),
  });
  let nonces = 0;
  const notifier = createNotifier({
    originals,
    thumbnails,
    derived,
    earlier: async () => new Set(),
    topics: createTopics({ topicArn: 'topic', ownerTopics: true, sharedTopic: true }),
    notifyWithinMs: Number.POSITIVE_INFINITY,
    notifyFailed: false,
    now: Date.now,
    leaseSeconds: 60,
    createNonce: () => `nonce-${++nonces}`,
    joinRound: createRounds(),
    quietSeconds: 30,
    maxWaitSeconds: 300,
    maxPhotos: 200,
    maxDigestMs: 30_000,
    secondsToWait: () => 0,
    sendMessage: async (body, delaySeconds) => void messages.push({ body, delaySeconds }),
    compose: async (photos) => ({
      subject: '',
      message: JSON.stringify(photos.map(({ key }) => key)),
      attributes: {},
    }),
    publish: async ({ name }, { message }) => {
      const outcome = answerOf(name);
      if (outcome === 'accepted') published.push([name, JSON.parse(message)]);
      if (outcome === 'accepted') return { outcome, messageId: 'id' };
      return outcome === 'absent' ? { outcome } : { outcome, error: new Error('InvalidParameter') };
    },
    takeTurn: async () => {},
    pause: async () => {},
    snsMs: 8_000,
    recordMs: 7_000,
    onPublish() {},
    onNotified() {},
    onGathered() {},
    onSilence() {},
    logger: { info() {}, warn: (_: unknown, text?: string) => void warnings.push(text ?? '') },
    ...options,
  });

  async function handle(body: string): Promise<string> {
    const message = parseNotifierMessage(body);
    if (message?.kind === 'digest') return notifier.handleDigest(message.group, message.name, signal);
    if (message?.kind === 'delivery') return notifier.deliverBatch(message.group, message.batch, signal);
    throw new Error(`no message of a notifier: ${body}`);
  }

  /** Makes these photos ready, without events. */
  async function putReady(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await originals.put(key, 'x', { contentType: 'image/jpeg' }, signal);
      await thumbnails.put(key, 'x', { contentType: 'image/jpeg', metadata }, signal);
    }
    requests.length = 0;
  }

  return {
    ...notifier,
    derived,
    published,
    warnings,
    messages,
    /** Calls of the stores, each with the bucket and the first two parts of the key. */
    requests,

    putReady,

    /** Makes these photos ready, and handles their events. */
    async upload(...keys: string[]): Promise<void> {
      await putReady(...keys);
      for (const key of keys) await notifier.gatherPhoto(key, signal);
    },

    /** Handles the messages that are in the queue now; one that fails stays. Returns the outcomes, or the errors. */
    async handleQueued(): Promise<string[]> {
      const outcomes: string[] = [];
      for (const message of messages.splice(0)) {
        const outcome = await handle(message.body).catch((error: Error) => {
          messages.push(message);
          return error.name;
        });
        outcomes.push(outcome);
      }
      return outcomes;
    },
  };
}
