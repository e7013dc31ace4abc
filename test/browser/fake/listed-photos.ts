/** An album of any size, computed instead of kept. Photo 0 is the newest. */
export interface ListedPhotos {
  readonly count: number;
  idOf(index: number): string;
  timeOf(index: number): Date;
  /** The first photo that was uploaded before a time. */
  indexBefore(time: number): number;
}

/** The last moment that an id's 12 hex digits can tell, in ms. */
const latest = 0xffff_ffff_ffff;

/** `count` photos, spread evenly over `months` months that end now. */
export function createListedPhotos(count: number, months: number, now: number): ListedPhotos {
  const step = count === 0 ? 1 : Math.max(1, Math.floor((months * 30 * 86_400_000) / count));
  const timeOf = (index: number) => now - 60_000 - index * step;
  return {
    count,
    idOf: (index) =>
      `${(latest - timeOf(index)).toString(16).padStart(12, '0')}${String(index).padStart(8, '0')}`,
    timeOf: (index) => new Date(timeOf(index)),
    indexBefore: (time) => Math.min(count, Math.max(0, Math.floor((now - 60_000 - time) / step) + 1)),
  };
}
