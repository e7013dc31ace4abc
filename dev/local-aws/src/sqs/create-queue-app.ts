import { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;

/** The queues of fauxqs, and its way to move what is due. */
export type QueueStore = Stores['sqsStore'];

/** An app of fauxqs and the queues behind it. fauxqs exports no store, so that it is loaded by its place. */
export async function createQueueApp(defaultRegion: string) {
  const place = new URL('sqs/sqsStore.js', import.meta.resolve('fauxqs'));
  const { SqsStore } = (await import(place.href)) as { SqsStore: new () => QueueStore };
  const store = new SqsStore();
  const app = buildApp({ logger: false, defaultRegion, stores: { sqsStore: store } as Stores });
  return { app, store };
}
