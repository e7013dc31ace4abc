import { firstPhotoIdBefore } from '@proofsheet/photos';

/** A month, a day, or a time with its zone. */
const positions = /^\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?)?$/;

/** The smallest id of a photo uploaded before a point in time, or undefined when the text names none. */
export function readPosition(text: string): string | undefined {
  const time = positions.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : firstPhotoIdBefore(time);
}
