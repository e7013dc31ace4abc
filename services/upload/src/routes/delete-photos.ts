import pMap from 'p-map';
import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import { bodyProblems, commonProblems, emptyAnswer, problemAnswer } from '../schemas/answers.ts';
import { PhotoParams, photoIds } from '../schemas/photo.ts';

const deletePhotoSchema = {
  operationId: 'deletePhoto',
  summary: 'Delete a photo',
  description:
    'An upload URL that was issued for the photo stays valid until it expires and can upload the photo again',
  tags: ['photos'],
  params: PhotoParams,
  response: {
    202: emptyAnswer('The original is deleted. Thumbnails and records follow'),
    ...commonProblems,
    ...bodyProblems,
    404: problemAnswer('Photo not found'),
    409: problemAnswer('The photo was changed by another request'),
  },
};

/** `DELETE /v1/photos/{photoId}`: deletes the original. The worker is notified and deletes what it made from it. */
export function addDeletePhoto(app: App, { photos }: { photos: PhotoStore }): void {
  app.delete(
    '/v1/photos/:photoId',
    { schema: deletePhotoSchema, handlerTimeout },
    async ({ params, owner, signal }, reply) => {
      const original = await photos.find(owner, params.photoId, signal);
      if (!original) throw new ProblemError('photo-not-found');
      if (!(await photos.remove(original, signal))) throw new ProblemError('photo-changed');
      return reply.code(202).send();
    },
  );
}

interface DeletePhotosOptions {
  readonly album: Album;
  readonly photos: PhotoStore;
}

/** Maximum photos per call. */
export const maxDeletions = 100;
/** Requests to S3 at a time. */
const concurrency = 16;

const results = ['deleted', 'not-found', 'changed', 'error'] as const;

const deletePhotosSchema = {
  operationId: 'deletePhotos',
  summary: 'Delete several photos',
  description: 'Each photo has its own result. Thumbnails and records are deleted later.',
  tags: ['photos'],
  body: Type.Object(
    { photoIds: photoIds(maxDeletions) },
    { additionalProperties: false, title: 'PhotosToDelete' },
  ),
  response: {
    200: Type.Object(
      {
        results: Type.Array(
          Type.Object({
            photoId: Type.String(),
            result: Type.Enum([...results], {
              description:
                '`not-found`: you have no such photo. `changed`: it was replaced at the same time. `error`: S3 did not delete it; try again',
            }),
          }),
          { description: 'In the order of the request' },
        ),
      },
      { title: 'DeletedPhotos' },
    ),
    ...commonProblems,
    ...bodyProblems,
  },
};

/** `POST /v1/photos/delete`: deletes originals. The worker is notified and deletes what it made from them. */
export function addDeletePhotos(app: App, { album, photos }: DeletePhotosOptions): void {
  app.post('/v1/photos/delete', { schema: deletePhotosSchema, handlerTimeout }, async (request, reply) => {
    const { body, owner } = request;
    // Deleting continues if the client disconnects, as closing pages do.
    const signal = AbortSignal.timeout(handlerTimeout);
    const ids = [...new Set(body.photoIds)];
    request.photoIds = ids;
    const entries = await album.findAll(owner, ids, signal);
    const answers = await pMap(
      ids,
      async (photoId) => {
        const entry = entries.get(photoId);
        if (!entry) return { photoId, result: 'not-found' as const };
        const removed = await photos.remove(entry, signal).catch(() => undefined);
        if (removed === undefined) return { photoId, result: 'error' as const };
        return { photoId, result: removed ? ('deleted' as const) : ('changed' as const) };
      },
      { concurrency },
    );
    return reply.header('cache-control', 'no-store').send({ results: answers });
  });
}
