import { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;

/** The queues of fauxqs, and its method that moves messages whose time has come. */
export type QueueStore = Stores['sqsStore'];

/**
 * Characters that a message must not hold:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** An app of fauxqs and the queues behind it. fauxqs does not export its parts, so they are loaded by their path. */
export async function createQueueApp(defaultRegion: string) {
  const { SqsStore } = await load<{ SqsStore: new () => QueueStore }>('sqs/sqsStore.js');
  const { INVALID_MESSAGE_BODY_CHAR: check } = await load<{ INVALID_MESSAGE_BODY_CHAR: RegExp }>(
    'sqs/sqsTypes.js',
  );
  // Its own expression refuses every character above U+FFFF, which SQS takes.
  check.test = (text) => forbidden.test(text);
  const store = new SqsStore();
  const app = buildApp({ logger: false, defaultRegion, stores: { sqsStore: store } as Stores });
  return { app, store };
}

function load<T>(file: string): Promise<T> {
  return import(new URL(file, import.meta.resolve('fauxqs')).href);
}
