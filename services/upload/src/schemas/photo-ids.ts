import { Type } from 'typebox';
import { PhotoId } from './photo.ts';

/** A list of at most `max` photo ids. */
export function photoIds(max: number) {
  return Type.Array(PhotoId, { minItems: 1, maxItems: max });
}
