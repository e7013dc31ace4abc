import { createTopics } from '../../src/notify/topics.ts';
import { FaultError } from './handler.ts';

/** Lease of claims and delivery records, in milliseconds. */
export const leaseMs = 60_000;

/** Options of every explored notifier that no order of events changes. */
export const fixedOptions = {
  earlier: async () => new Set<string>(),
  topics: createTopics({ topicArn: 'topic', ownerTopics: true, sharedTopic: true }),
  notifyWithinMs: Number.POSITIVE_INFINITY,
  notifyFailed: false,
  leaseSeconds: leaseMs / 1000,
  quietSeconds: 30,
  maxWaitSeconds: 300,
  maxDigestMs: Number.POSITIVE_INFINITY,
  compose: async (photos: readonly { readonly key: string }[]) => ({
    subject: '',
    message: photos.map(({ key }) => key).join(),
    attributes: {},
  }),
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
