import { ownerOfGroup, ownerTopicArn } from '@proofsheet/photos';

/** `owner`: the topic of the photos' owner, if it exists. `shared`: the one that hears of all photos. */
export const topicNames = ['owner', 'shared'] as const;
export type TopicName = (typeof topicNames)[number];

/** How far a batch is with each of its topics. `detached`: the topic refused it, and a delivery record takes care of it. */
export type TopicStates = Readonly<Partial<Record<TopicName, 'to do' | 'done' | 'detached'>>>;

export interface Topic {
  readonly name: TopicName;
  readonly arn: string;
}

export interface TopicsOptions {
  /** The shared topic. The names of owners' topics begin with its name. */
  readonly topicArn: string;
  readonly ownerTopics: boolean;
  readonly sharedTopic: boolean;
}

export type Topics = ReturnType<typeof createTopics>;

/** The topics that the photos of a group are published to. */
export function createTopics({ topicArn, ownerTopics, sharedTopic }: TopicsOptions) {
  return {
    /** Those of the group with nothing done yet; none when its photos have no topic. */
    of(group: string): TopicStates {
      return {
        ...(ownerTopics && ownerOfGroup(group) !== undefined && { owner: 'to do' as const }),
        ...(sharedTopic && { shared: 'to do' as const }),
      };
    },
    named(name: TopicName, group: string): Topic {
      return { name, arn: name === 'shared' ? topicArn : ownerTopicArn(topicArn, group) };
    },
  };
}
