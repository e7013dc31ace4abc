import type { MailLinks } from '../mailbox/handle-mailbox.ts';
import type { TopicStore } from './topic-store.ts';

/** Handles the links in emails, by their token. */
export function createMailLinks(store: TopicStore): MailLinks {
  return {
    confirm(token) {
      const subscription = store.findByToken(token);
      if (!subscription) return false;
      store.saveSubscription({ ...subscription, confirmed: true });
      return true;
    },
    unsubscribe(token) {
      const subscription = store.findByToken(token);
      if (!subscription) return false;
      store.removeSubscription(subscription.arn);
      return true;
    },
  };
}
