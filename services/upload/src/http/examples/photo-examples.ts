import type { Examples } from './operation-example.ts';
import {
  cursor,
  expiresAt,
  failedPhoto,
  failedPhotoId,
  filename,
  month,
  otherPhotoId,
  photoId,
  presigned,
  processingPhoto,
  readyPhoto,
  size,
} from './samples.ts';

const event = { photoId, filename, status: 'ready', readyAt: readyPhoto.readyAt };

/** Examples of what becomes of photos. */
export const photoExamples: Examples = {
  listPhotos: {
    answers: { 200: { photos: [failedPhoto, processingPhoto, readyPhoto], nextCursor: cursor } },
  },
  getPhoto: {
    answers: {
      200: {
        ...readyPhoto,
        notifiedAt: '2026-07-11T05:30:47.120Z',
        original: {
          width: 4032,
          height: 3024,
          url: presigned('originals'),
          expiresAt,
          downloadUrl: presigned('originals'),
        },
        variantUrls: { screen: { url: presigned('derived'), expiresAt } },
      },
    },
  },
  getStatuses: {
    body: { photoIds: [photoId, otherPhotoId], wait: 5 },
    answers: { 200: { photos: [readyPhoto], missing: [otherPhotoId] } },
  },
  getUrls: {
    body: { photoIds: [photoId, otherPhotoId], of: 'original', download: true },
    answers: {
      200: {
        urls: [{ photoId, filename, size, url: presigned('originals'), expiresAt }],
        missing: [otherPhotoId],
      },
    },
  },
  deletePhotos: {
    body: { photoIds: [photoId, otherPhotoId] },
    answers: {
      200: {
        results: [
          { photoId, result: 'deleted' },
          { photoId: otherPhotoId, result: 'not-found' },
        ],
      },
    },
  },
  retryPhoto: { answers: { 202: { photoId: failedPhotoId, status: 'processing' } } },
  getEvents: {
    answers: {
      200: { event: 'photo', id: '2026-07-11T05:30:16.310Z', data: JSON.stringify(event) },
    },
  },
  getTimeline: {
    answers: {
      200: {
        asOf: '2026-07-11T05:31:00.000Z',
        complete: true,
        photos: 812,
        months: [
          { month, photos: 642, before: '2026-08' },
          { month: '2026-06', photos: 170, before: month },
        ],
      },
    },
  },
  getMonth: { answers: { 200: { month, photos: 642, before: '2026-08', cursors: [cursor, cursor] } } },
};
