import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { commonProblems } from '../schemas/problem.ts';
import { Subscription } from '../schemas/subscription.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';

const schema = {
  operationId: 'listSubscriptions',
  summary: 'List the email addresses that are notified of your photos',
  tags: ['subscriptions'],
  response: {
    200: Type.Object({ subscriptions: Type.Array(Subscription) }, { title: 'Subscriptions' }),
    ...commonProblems,
  },
};

/** `GET /v1/subscriptions` */
export function addListSubscriptions(
  app: App,
  { subscriptions }: { subscriptions: SubscriptionStore },
): void {
  app.get('/v1/subscriptions', { schema, handlerTimeout }, async ({ owner, signal }, reply) =>
    reply.send({ subscriptions: await subscriptions.list(owner, signal) }),
  );
}
