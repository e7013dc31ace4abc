import type { FakeSample } from './fake-samples.ts';
import { createListedPhotos } from './listed-photos.ts';

/** Photos of one call, at most. */
const pageMax = 200;

export interface FakeAlbumOptions {
  readonly count: number;
  readonly months: number;
  readonly samples: readonly FakeSample[];
  readonly storageUrl: string;
  readonly now: number;
}

export interface FakePhoto {
  readonly photoId: string;
  readonly filename: string;
  readonly uploadedAt: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

/** Answers of the list, the timeline and single photos, for photos that are computed and some that were uploaded. */
export function createFakeAlbum({ count, months, samples, storageUrl, now }: FakeAlbumOptions) {
  const listed = createListedPhotos(count, months, now);
  const uploaded = new Map<string, FakePhoto>();
  const deleted = new Set<string>();

  const sampleOf = (photoId: string) => samples[Number(photoId.slice(-8)) % Math.max(1, samples.length)];
  const urlOf = (kind: string, photoId: string) =>
    `${storageUrl}/${kind}/${Number(photoId.slice(-8)) % samples.length}/${photoId}?X-Amz-Signature=${'0'.repeat(64)}`;
  const readyFields = (photoId: string) => {
    const sample = sampleOf(photoId);
    return {
      width: sample?.width,
      height: sample?.height,
      thumbhash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
      thumbnail: {
        url: urlOf('thumbnails', photoId),
        size: sample?.thumbnail.length,
        expiresAt: new Date(Date.now() + 300_000).toISOString(),
      },
      variants: ['screen'],
    };
  };
  const describe = (index: number): FakePhoto => {
    const photoId = listed.idOf(index);
    const time = listed.timeOf(index);
    return {
      photoId,
      filename: sampleOf(photoId)?.filename ?? `${index}.jpg`,
      size: 2_000_000 + (index % 1000) * 1234,
      uploadedAt: time.toISOString(),
      takenAt: new Date(time.getTime() - 86_400_000).toISOString().slice(0, 19),
      status: 'ready',
      readyAt: new Date(time.getTime() + 400).toISOString(),
      notifiedAt: new Date(time.getTime() + 2400).toISOString(),
      ...readyFields(photoId),
    };
  };
  const newest = () => [...uploaded.values()].sort((one, other) => (one.photoId < other.photoId ? -1 : 1));

  return {
    listed,
    deleted,
    uploaded,
    readyFields,
    list(query: URLSearchParams) {
      const limit = Math.min(pageMax, Number(query.get('limit') ?? 50));
      const before = query.get('before');
      const start =
        before === null
          ? Number(query.get('cursor') ?? 0)
          : listed.indexBefore(Date.parse(before.length === 7 ? `${before}-01T00:00:00Z` : before));
      const end = Math.min(count, start + limit);
      const photos = Array.from({ length: end - start }, (_, at) => describe(start + at));
      const fresh = start === 0 ? newest() : [];
      return {
        photos: [...fresh, ...photos].filter(({ photoId }) => !deleted.has(photoId)),
        ...(end < count && { nextCursor: String(end) }),
      };
    },
    find(photoId: string): FakePhoto | undefined {
      if (deleted.has(photoId)) return undefined;
      const known = uploaded.get(photoId);
      const index = Number(photoId.slice(-8));
      return known ?? (listed.idOf(index) === photoId && index < count ? describe(index) : undefined);
    },
    urlsOf: (photoId: string) => ({
      original: {
        url: urlOf('screen', photoId),
        downloadUrl: urlOf('screen', photoId),
        expiresAt: new Date(Date.now() + 300_000).toISOString(),
      },
      variantUrls: {
        screen: { url: urlOf('screen', photoId), expiresAt: new Date(Date.now() + 300_000).toISOString() },
      },
    }),
    timeline() {
      const counts: { month: string; photos: number; before: string }[] = [];
      let end = count;
      for (
        let month = monthsAfter(listed.timeOf(Math.max(0, count - 1)));
        end > 0;
        month = nextMonth(month)
      ) {
        const start = listed.indexBefore(Date.parse(`${nextMonth(month)}-01T00:00:00Z`));
        if (end > start) counts.unshift({ month, photos: end - start, before: nextMonth(month) });
        end = start;
      }
      return { asOf: new Date().toISOString(), complete: true, photos: count, months: counts };
    },
    positions(month: string) {
      const start = listed.indexBefore(Date.parse(`${nextMonth(month)}-01T00:00:00Z`));
      const end = listed.indexBefore(Date.parse(`${month}-01T00:00:00Z`));
      const pages = Math.ceil((end - start) / pageMax);
      // Whole pages are counted from the end.
      const starts = Array.from({ length: pages }, (_, page) => Math.max(start, end - (page + 1) * pageMax));
      return { month, photos: end - start, before: nextMonth(month), cursors: starts.reverse().map(String) };
    },
  };
}

function monthsAfter(time: Date): string {
  return time.toISOString().slice(0, 7);
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
