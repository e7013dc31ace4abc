import type { ConsumerLogger } from './consumer-options.ts';
import type { Consumer } from './create-consumer.ts';

/**
 * Ends this process because a handler or a decoder does not end: finishes the other messages within the grace, then
 * kills the process. Native code that never ends holds its thread, and with it any regular exit. The first process of
 * a PID namespace ignores a SIGKILL from within, so that a container needs another one there: `shareProcessNamespace`
 * in Kubernetes, `--init` in Docker.
 */
export function exitWhenStuck(consumer: Consumer, logger: Pick<ConsumerLogger, 'error'>, what: string): void {
  logger.error({ what }, 'stuck: exiting; in-flight messages will be redelivered');
  void consumer.stop().finally(() => process.kill(process.pid, 'SIGKILL'));
}
