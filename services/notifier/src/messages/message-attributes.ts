import type { TopicMessage } from '../notify/create-publish.ts';
import type { Language } from './languages.ts';
import type { MachineMessage } from './machine-message.ts';

/** Attributes that subscriptions can filter by: https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
export function messageAttributes(
  { status, owner, count, photos }: MachineMessage,
  language: Language,
): TopicMessage['attributes'] {
  const photoId = photos.length === 1 ? photos[0]?.photoId : undefined;
  const contentTypes = new Set(photos.map(({ contentType }) => contentType));
  const contentType = contentTypes.size === 1 ? photos[0]?.contentType : 'mixed';
  return {
    status,
    count,
    language,
    ...(owner && { owner }),
    ...(photoId && { photoId }),
    ...(contentType && { contentType }),
  };
}
