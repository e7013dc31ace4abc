import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { createOwnerRate } from '../http/owner-rate.ts';
import { ProblemError } from '../http/problem.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';
import { NewSubscription, Subscription } from '../schemas/subscription.ts';
import type { ClaimSubscription } from '../subscriptions/claim-subscription.ts';
import { mailboxOf } from '../subscriptions/email-mailbox.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';

interface CreateSubscriptionOptions {
  readonly subscriptions: SubscriptionStore;
  readonly claims: ClaimSubscription;
  readonly maxSubscriptions: number;
}

/** Maximum requests per owner, minute and pod. */
const maxPerMinute = 30;

const schema = {
  operationId: 'createSubscription',
  summary: 'Notify an email address of your photos',
  description:
    '201: SNS sends the address an email with a confirmation link. 200: the mailbox is already subscribed; letter case and the part after `+` do not matter',
  tags: ['subscriptions'],
  body: NewSubscription,
  response: {
    200: Subscription,
    201: Subscription,
    ...commonProblems,
    ...bodyProblems,
    409: problemAnswer('You have the maximum number of subscriptions'),
    429: problemAnswer('Too many requests; retry after Retry-After seconds'),
  },
};

/**
 * `POST /v1/subscriptions`. SNS sends a confirmation to any address, so each address gets only one, and the number per owner
 * is limited.
 */
export function addCreateSubscription(app: App, options: CreateSubscriptionOptions): void {
  const { subscriptions, claims, maxSubscriptions: max } = options;
  const takeRequest = createOwnerRate({
    max: maxPerMinute,
    windowMs: 60_000,
    problem: 'too-many-requests',
    detail: `At most ${maxPerMinute} per minute`,
  });
  app.post('/v1/subscriptions', { schema, handlerTimeout }, async ({ body: { email }, owner }, reply) => {
    takeRequest(owner);
    // Fastify aborts the request's own signal once the body has been read.
    const signal = AbortSignal.timeout(handlerTimeout);
    const mailbox = mailboxOf(email);
    const all = await subscriptions.list(owner, signal);
    const same = all.find((subscription) => mailboxOf(subscription.email) === mailbox);
    if (same) return reply.code(200).send(same);
    const listed = all.map((subscription) => mailboxOf(subscription.email));
    const claimed = await claims.claim({ owner, mailbox, listed, max }, signal);
    if (claimed === 'claimed-before') return reply.code(200).send({ email, status: 'pending' });
    if (claimed === 'too-many') throw new ProblemError('too-many-subscriptions');
    const added = await subscriptions.add(owner, email, signal).catch(async (error: unknown) => {
      await claims.release({ owner, mailbox }, signal).catch(() => undefined);
      throw error;
    });
    return reply.code(201).send(added);
  });
}
