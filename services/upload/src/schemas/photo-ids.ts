import { Type } from 'typebox';
import { PhotoId } from './photo.ts';

/** A list of photos by their ids; `max` is how many may be named at a time. */
export function photoIds(max: number) {
  return Type.Array(PhotoId, { minItems: 1, maxItems: max });
}
