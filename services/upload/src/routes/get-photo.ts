import { type Static, Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { Original, Outcome, PhotoStore } from '../photos/photo-store.ts';
import type { WaitForOutcome } from '../photos/wait-for-outcome.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { Photo, PhotoParams } from '../schemas/photo.ts';
import { commonProblems, problemAnswer } from '../schemas/problem.ts';

interface GetPhotoOptions {
  readonly photos: PhotoStore;
  readonly waitForOutcome: WaitForOutcome;
  readonly presignThumbnail: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'getPhoto',
  summary: 'What has become of a photo',
  tags: ['photos'],
  params: PhotoParams,
  querystring: Type.Object(
    {
      wait: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 20, description: 'Seconds to wait while it is processing' }),
      ),
    },
    { additionalProperties: false },
  ),
  response: { 200: Photo, ...commonProblems, 404: problemAnswer('No photo of yours') },
};

/** `GET /v1/photos/{photoId}`: a photo's status, with a URL of its thumbnail once it is ready. */
export function addGetPhoto(
  app: App,
  { photos, waitForOutcome, presignThumbnail, now }: GetPhotoOptions,
): void {
  app.get(
    '/v1/photos/:photoId',
    { schema, handlerTimeout },
    async ({ params, query, owner, signal }, reply) => {
      const original = await photos.find(owner, params.photoId, signal);
      if (!original) throw new ProblemError('photo-not-found');
      const outcome = await waitForOutcome(original, query.wait ?? 0, signal);
      const photo = await describe(original, outcome, () => presignThumbnail(original.key, now()));
      return reply.header('cache-control', 'private, no-store').send(photo);
    },
  );
}

async function describe(
  { photoId, fileName, size, lastModified }: Original,
  outcome: Outcome,
  presign: () => ReturnType<PresignDownload>,
): Promise<Static<typeof Photo>> {
  const photo = { photoId, filename: fileName, size, uploadedAt: lastModified.toISOString() };
  if (outcome.status !== 'ready') return { ...photo, ...outcome };
  const { width, height, originalWidth, originalHeight, storedAt, madeAt } = outcome.thumbnail;
  return {
    ...photo,
    status: 'ready',
    uploadedAt: storedAt.toISOString(),
    readyAt: madeAt.toISOString(),
    original: { width: originalWidth, height: originalHeight },
    thumbnail: { width, height, size: outcome.size, ...(await presign()) },
  };
}
