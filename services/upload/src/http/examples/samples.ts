/** What examples have in common, so that one can be followed from call to call. */
export const photoId = 'fe5df210c32648410feb3b8c0f2ad918';
export const otherPhotoId = 'fe5df2129a0fc7d2b1e04c58aa31e6f7';
export const failedPhotoId = 'fe5df2146b7e10d94c5a2f83d60b97e1';
export const filename = '한글 사진 + 100%.jpg';
export const size = 2_481_203;
export const expiresAt = '2026-07-11T05:35:00.000Z';
export const token = 'eyJhbGciOiJkaXIi';
export const key = `photos/309a4fd39791f47e8ed471cb46aa15c8/${photoId}/${filename}`;
export const uploadId = 'eyJhbGciOiJIUzI1NiJ9';
export const month = '2026-07';
/** `photos/<owner>/<photo id>/<file name>` in base64url. */
export const cursor = 'cGhvdG9zLzMwOWE0ZmQzOTc5MWY0N2U4ZWQ0NzFjYjQ2YWExNWM4';

/** A presigned URL: its query is a secret. */
export function presigned(bucket: string): string {
  return `https://${bucket}.s3.eu-central-1.amazonaws.com/${encodeURI(key)}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=cut`;
}

const uploaded = { photoId, filename, size, uploadedAt: '2026-07-11T05:30:13.000Z' };

export const readyPhoto = {
  ...uploaded,
  status: 'ready',
  readyAt: '2026-07-11T05:30:15.000Z',
  width: 4032,
  height: 3024,
  thumbhash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
  takenAt: '2026-07-11T14:30:12+09:00',
  variants: ['screen'],
  thumbnail: { width: 200, height: 150, size: 6142, url: presigned('thumbnails'), expiresAt },
};

export const processingPhoto = { ...uploaded, photoId: otherPhotoId, status: 'processing' };

export const failedPhoto = {
  ...uploaded,
  photoId: failedPhotoId,
  filename: 'scan.jpg',
  status: 'failed',
  reason: 'truncated',
  failedAt: '2026-07-11T05:30:16.000Z',
};
