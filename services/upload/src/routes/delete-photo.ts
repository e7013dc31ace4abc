import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { PhotoParams } from '../schemas/photo.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';

const schema = {
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
  app.delete('/v1/photos/:photoId', { schema, handlerTimeout }, async ({ params, owner, signal }, reply) => {
    const original = await photos.find(owner, params.photoId, signal);
    if (!original) throw new ProblemError('photo-not-found');
    if (!(await photos.remove(original, signal))) throw new ProblemError('photo-changed');
    return reply.code(202).send();
  });
}
