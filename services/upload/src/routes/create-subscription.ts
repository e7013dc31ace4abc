import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import { commonProblems, problemAnswer } from '../schemas/problem.ts';
import { NewSubscription, Subscription } from '../schemas/subscription.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';

interface CreateSubscriptionOptions {
  readonly subscriptions: SubscriptionStore;
  readonly maxSubscriptions: number;
}

const schema = {
  operationId: 'createSubscription',
  summary: 'Have an address told of your photos',
  description: '201: the address gets a mail, and has to confirm by the link in it. 200: it is there already',
  tags: ['subscriptions'],
  body: NewSubscription,
  response: {
    200: Subscription,
    201: Subscription,
    ...commonProblems,
    409: problemAnswer('You have as many subscriptions as you may'),
    415: problemAnswer('The body is not JSON'),
  },
};

/**
 * `POST /v1/subscriptions`. SNS sends a mail to whatever address it is given: an address that has one already gets no
 * second, and an owner has only so many, so that nobody can be flooded.
 */
export function addCreateSubscription(app: App, options: CreateSubscriptionOptions): void {
  const { subscriptions, maxSubscriptions } = options;
  app.post('/v1/subscriptions', { schema, handlerTimeout }, async ({ body, owner }, reply) => {
    // Not the request's: with a body read, that one is over.
    const signal = AbortSignal.timeout(handlerTimeout);
    const all = await subscriptions.list(owner, signal);
    const same = all.find(({ email }) => email.toLowerCase() === body.email.toLowerCase());
    if (same) return reply.code(200).send(same);
    if (all.length >= maxSubscriptions) throw new ProblemError('too-many-subscriptions');
    return reply.code(201).send(await subscriptions.add(owner, body.email, signal));
  });
}
