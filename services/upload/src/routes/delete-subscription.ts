import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';
import { SubscriptionParams } from '../schemas/subscription.ts';
import type { ClaimSubscription } from '../subscriptions/claim-subscription.ts';
import { mailboxOf } from '../subscriptions/email-mailbox.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';

const schema = {
  operationId: 'deleteSubscription',
  summary: 'Stop notifying an email address',
  tags: ['subscriptions'],
  params: SubscriptionParams,
  response: {
    204: emptyAnswer('The subscription does not exist any more'),
    ...commonProblems,
    ...bodyProblems,
    409: problemAnswer(
      'The address has not confirmed yet. SNS removes the subscription two days after it was created',
    ),
  },
};

interface DeleteSubscriptionOptions {
  readonly subscriptions: SubscriptionStore;
  readonly claims: ClaimSubscription;
}

/** `DELETE /v1/subscriptions/{subscriptionId}` */
export function addDeleteSubscription(app: App, options: DeleteSubscriptionOptions): void {
  const { subscriptions, claims } = options;
  const path = '/v1/subscriptions/:subscriptionId';
  app.delete(path, { schema, handlerTimeout }, async ({ params, owner, signal }, reply) => {
    const { subscriptionId } = params;
    const all = await subscriptions.list(owner, signal);
    await subscriptions.remove(owner, subscriptionId, signal);
    const removed = all.find((subscription) => subscription.subscriptionId === subscriptionId);
    if (removed) await claims.release({ owner, mailbox: mailboxOf(removed.email) }, signal);
    return reply.code(204).send();
  });
}
