import { Type } from 'typebox';
import type { Config } from '../config.ts';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { createOwnerRate } from '../http/owner-rate.ts';
import { ProblemError } from '../http/problem.ts';
import type { Stores } from '../photos/photo-store.ts';
import { bodyProblems, commonProblems, emptyAnswer, problemAnswer } from '../schemas/answers.ts';
import { NewSubscription, Subscription, SubscriptionParams } from '../schemas/subscription.ts';
import { type ClaimSubscription, createClaimSubscription } from '../subscriptions/claim-subscription.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';

interface SubscriptionRoutesOptions {
  readonly config: Config;
  readonly stores: Stores;
  /** Undefined without a topic. */
  readonly subscriptions: SubscriptionStore | undefined;
  readonly now: () => Date;
}

/** Routes of email subscriptions. */
export function addSubscriptionRoutes(app: App, options: SubscriptionRoutesOptions): void {
  const { config, stores, subscriptions, now } = options;
  if (!subscriptions) return;
  const claims = createClaimSubscription({ derived: stores.derived, now });
  addCreateSubscription(app, { subscriptions, claims, maxSubscriptions: config.MAX_SUBSCRIPTIONS });
  addListSubscriptions(app, { subscriptions });
  addDeleteSubscription(app, { subscriptions, claims });
}

interface CreateSubscriptionOptions {
  readonly subscriptions: SubscriptionStore;
  readonly claims: ClaimSubscription;
  readonly maxSubscriptions: number;
}

/** Maximum requests per owner, minute and pod. */
const maxPerMinute = 30;

const createSubscriptionSchema = {
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
function addCreateSubscription(app: App, options: CreateSubscriptionOptions): void {
  const { subscriptions, claims, maxSubscriptions: max } = options;
  const takeRequest = createOwnerRate({
    max: maxPerMinute,
    windowMs: 60_000,
    problem: 'too-many-requests',
    detail: `At most ${maxPerMinute} per minute`,
  });
  app.post(
    '/v1/subscriptions',
    { schema: createSubscriptionSchema, handlerTimeout },
    async ({ body: { email }, owner }, reply) => {
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
    },
  );
}

const listSubscriptionsSchema = {
  operationId: 'listSubscriptions',
  summary: 'List the email addresses that are notified of your photos',
  tags: ['subscriptions'],
  response: {
    200: Type.Object({ subscriptions: Type.Array(Subscription) }, { title: 'Subscriptions' }),
    ...commonProblems,
  },
};

/** `GET /v1/subscriptions` */
function addListSubscriptions(app: App, { subscriptions }: { subscriptions: SubscriptionStore }): void {
  app.get(
    '/v1/subscriptions',
    { schema: listSubscriptionsSchema, handlerTimeout },
    async ({ owner, signal }, reply) =>
      reply.send({ subscriptions: await subscriptions.list(owner, signal) }),
  );
}

const deleteSubscriptionSchema = {
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
function addDeleteSubscription(app: App, options: DeleteSubscriptionOptions): void {
  const { subscriptions, claims } = options;
  const path = '/v1/subscriptions/:subscriptionId';
  app.delete(
    path,
    { schema: deleteSubscriptionSchema, handlerTimeout },
    async ({ params, owner, signal }, reply) => {
      const { subscriptionId } = params;
      const all = await subscriptions.list(owner, signal);
      await subscriptions.remove(owner, subscriptionId, signal);
      const removed = all.find((subscription) => subscription.subscriptionId === subscriptionId);
      if (removed) await claims.release({ owner, mailbox: mailboxOf(removed.email) }, signal);
      return reply.code(204).send();
    },
  );
}

/**
 * Returns the mailbox of an address without letter case and the part after `+`, so that many spellings of one address cannot
 * cause many confirmations.
 */
function mailboxOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  return `${local.replace(/\+.*$/, '')}@${domain}`;
}
