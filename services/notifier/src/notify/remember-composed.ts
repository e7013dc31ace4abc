import type { Compose, TopicMessage } from './create-publish.ts';
import type { Photo } from './photo.ts';

/** Caches the message for an array of photos: signing the links is most of the work. */
export function rememberComposed(compose: Compose): Compose {
  const composed = new WeakMap<readonly Photo[], Promise<TopicMessage>>();
  return (photos) => {
    const known = composed.get(photos) ?? compose(photos);
    composed.set(photos, known);
    return known;
  };
}
