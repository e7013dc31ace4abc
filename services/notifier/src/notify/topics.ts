import { ownerOfGroup, ownerTopicArn } from '@proofsheet/photos';

/** `owner`: the topic of the photos' owner, if it exists. `shared`: the topic for all photos. */
export const topicNames = ['owner', 'shared'] as const;
export type TopicName = (typeof topicNames)[number];

/** State of a batch per topic. `detached`: the topic refused it, and a delivery record handles the topic. */
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
    /** The initial states of a group's topics; empty if its photos have no topic. */
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
