import type { Config } from '../config.ts';
import type { App } from '../http/create-server.ts';
import type { Stores } from '../photos/stores.ts';
import { createClaimSubscription } from '../subscriptions/claim-subscription.ts';
import type { SubscriptionStore } from '../subscriptions/subscription-store.ts';
import { addCreateSubscription } from './create-subscription.ts';
import { addDeleteSubscription } from './delete-subscription.ts';
import { addListSubscriptions } from './list-subscriptions.ts';

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
