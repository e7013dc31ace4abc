/**
 * The topic of an owner's own subscribers, beside the shared one: made at the first subscription, named after the owner.
 * A filter on the shared topic would not do: they are few, and an address can have only one there.
 * https://docs.aws.amazon.com/general/latest/gr/sns.html#limits_sns
 */
export function ownerTopicArn(sharedTopicArn: string, owner: string): string {
  return `${sharedTopicArn}-${owner}`;
}
