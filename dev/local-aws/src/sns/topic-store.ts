import { randomBytes, randomUUID } from 'node:crypto';
import { createJsonFiles } from '../json-files.ts';
import { notFound } from './sns-errors.ts';

export interface Topic {
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
  /** Secret of the links in its emails. */
  readonly token: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Topics and subscriptions, every change written to disk before the call returns. */
export interface TopicStore {
  topics(): Topic[];
  findTopic(arn: string): Topic | undefined;
  /** @throws NotFound (404). */
  getTopic(arn: string): Topic;
  saveTopic(topic: Topic): void;
  /** Its subscriptions go too. */
  removeTopic(arn: string): void;
  subscriptions(topicArn?: string): Subscription[];
  /** @throws NotFound (404). */
  getSubscription(arn: string): Subscription;
  findByToken(token: string): Subscription | undefined;
  addSubscription(subscription: Omit<Subscription, 'arn' | 'token'>): Subscription;
  saveSubscription(subscription: Subscription): void;
  removeSubscription(arn: string): void;
}

interface State {
  topics: Topic[];
  subscriptions: Subscription[];
}

/** Restores the state that an earlier process saved in the folder. */
export function createTopicStore(dir: string): TopicStore {
  const files = createJsonFiles<State>(dir);
  const state: State = files.readAll()[0] ?? { topics: [], subscriptions: [] };
  const save = () => files.write('topics', state);
  const findTopic = (arn: string) => state.topics.find((topic) => topic.arn === arn);
  const saveSubscription = (changed: Subscription) => {
    state.subscriptions = [...state.subscriptions.filter(({ arn }) => arn !== changed.arn), changed];
    save();
  };
  return {
    topics: () => state.topics,
    findTopic,
    getTopic(arn) {
      const topic = findTopic(arn);
      if (!topic) throw notFound('Topic');
      return topic;
    },
    saveTopic(changed) {
      state.topics = [...state.topics.filter(({ arn }) => arn !== changed.arn), changed];
      save();
    },
    removeTopic(gone) {
      state.topics = state.topics.filter(({ arn }) => arn !== gone);
      state.subscriptions = state.subscriptions.filter(({ topicArn }) => topicArn !== gone);
      save();
    },
    subscriptions: (topicArn) =>
      state.subscriptions.filter((one) => topicArn === undefined || one.topicArn === topicArn),
    getSubscription(wanted) {
      const subscription = state.subscriptions.find(({ arn }) => arn === wanted);
      if (!subscription) throw notFound('Subscription');
      return subscription;
    },
    findByToken: (token) => state.subscriptions.find((one) => one.token === token),
    addSubscription(fields) {
      const arn = `${fields.topicArn}:${randomUUID()}`;
      const subscription = { ...fields, arn, token: randomBytes(24).toString('hex') };
      saveSubscription(subscription);
      return subscription;
    },
    saveSubscription,
    removeSubscription(gone) {
      state.subscriptions = state.subscriptions.filter(({ arn }) => arn !== gone);
      save();
    },
  };
}
