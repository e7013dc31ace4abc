/**
 * The topic of an owner's subscribers, in addition to the shared topic. It is created with the first subscription. Filters on the
 * shared topic do not scale: their number is limited, and an address can have only one subscription per topic.
 * https://docs.aws.amazon.com/general/latest/gr/sns.html#limits_sns
 */
export function ownerTopicArn(sharedTopicArn: string, owner: string): string {
  return `${sharedTopicArn}-${owner}`;
}
