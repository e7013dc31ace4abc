import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { commonProblems } from '../schemas/problem.ts';
import { SubscriptionParams } from '../schemas/subscription.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';

const schema = {
  operationId: 'deleteSubscription',
  summary: 'Have an address no longer told of your photos',
  tags: ['subscriptions'],
  params: SubscriptionParams,
  response: {
    204: emptyAnswer('You have no such subscription any more'),
    ...commonProblems,
  },
};

/** `DELETE /v1/subscriptions/{subscriptionId}` */
export function addDeleteSubscription(
  app: App,
  { subscriptions }: { subscriptions: SubscriptionStore },
): void {
  const path = '/v1/subscriptions/:subscriptionId';
  app.delete(path, { schema, handlerTimeout }, async ({ params, owner, signal }, reply) => {
    await subscriptions.remove(owner, params.subscriptionId, signal);
    return reply.code(204).send();
  });
}
