import { AwsError } from '../aws-error.ts';
import { publish } from './actions/publish.ts';
import { subscribe } from './actions/subscribe.ts';
import {
  confirmSubscription,
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  unsubscribe,
} from './actions/subscription-actions.ts';
import {
  createTopic,
  deleteTopic,
  getTopicAttributes,
  listTopics,
  setTopicAttributes,
} from './actions/topic-actions.ts';
import type { SnsAction, SnsServices } from './sns-services.ts';

const ACTIONS: Readonly<Record<string, SnsAction>> = {
  CreateTopic: createTopic,
  DeleteTopic: deleteTopic,
  ListTopics: listTopics,
  GetTopicAttributes: getTopicAttributes,
  SetTopicAttributes: setTopicAttributes,
  Subscribe: subscribe,
  ConfirmSubscription: confirmSubscription,
  Unsubscribe: unsubscribe,
  ListSubscriptions: listSubscriptions,
  ListSubscriptionsByTopic: listSubscriptionsByTopic,
  GetSubscriptionAttributes: getSubscriptionAttributes,
  SetSubscriptionAttributes: setSubscriptionAttributes,
  Publish: publish,
};

/** The name of an action and the elements of its result. */
export interface SnsAnswer {
  readonly action: string;
  readonly result: object;
}

/** Handles the form of an SNS request whose signature was verified. Rejects with an AwsError. */
export type HandleSns = (body: Buffer) => Promise<SnsAnswer>;

export function createSns(services: SnsServices): HandleSns {
  return async (body) => {
    const form = new URLSearchParams(body.toString());
    const action = form.get('Action') ?? '';
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (!run)
      throw new AwsError('InvalidAction', 400, `${action}: not supported by this development server.`);
    return { action, result: await run(form, services) };
  };
}
