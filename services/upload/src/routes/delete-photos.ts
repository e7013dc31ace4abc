import pMap from 'p-map';
import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import type { Album } from '../photos/album.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import { photoIds } from '../schemas/photo-ids.ts';
import { bodyProblems, commonProblems } from '../schemas/problem.ts';

interface DeletePhotosOptions {
  readonly album: Album;
  readonly photos: PhotoStore;
}

/** Maximum photos per call. */
export const maxDeletions = 100;
/** Requests to S3 at a time. */
const concurrency = 16;

const results = ['deleted', 'not-found', 'changed', 'error'] as const;

const schema = {
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
  app.post('/v1/photos/delete', { schema, handlerTimeout }, async (request, reply) => {
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
