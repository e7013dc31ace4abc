// Consumes a queue with one message, whose handler ignores its abort and never ends.
import { createConsumer, exitWhenStuck } from '../src/index.ts';
import { FakeSqs } from './fake-sqs.ts';

const log = (fields: object, text: string) => console.log(JSON.stringify({ ...fields, text }));
const logger = { debug: log, info: log, warn: log, error: log };
const sqs = new FakeSqs();
sqs.put('hangs');
const consumer = createConsumer({
  sqs,
  logger,
  handle: () => new Promise(() => {}),
  concurrency: 2,
  waitSeconds: 0,
  visibilitySeconds: 30,
  handlerSeconds: 1,
  stuckSeconds: 1,
  graceSeconds: 0,
  onStuck: () => exitWhenStuck(consumer, logger, 'handler'),
});
consumer.start();
