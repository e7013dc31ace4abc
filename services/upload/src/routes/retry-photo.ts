import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import type { RetryPhoto } from '../photos/retry-photo.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/answers.ts';
import { PhotoParams } from '../schemas/photo.ts';

interface RetryPhotoOptions {
  readonly album: Album;
  readonly retry: RetryPhoto;
}

const schema = {
  operationId: 'retryPhoto',
  summary: 'Process a failed photo again',
  tags: ['photos'],
  params: PhotoParams,
  response: {
    202: Type.Object(
      { photoId: Type.String(), status: Type.Enum(['processing']) },
      { description: 'The photo is in the queue again', title: 'RetriedPhoto' },
    ),
    ...commonProblems,
    ...bodyProblems,
    404: problemAnswer('Photo not found'),
    409: problemAnswer('The photo has not failed'),
  },
};

/** `POST /v1/photos/{photoId}/retry`: puts a failed photo back into the queue. */
export function addRetryPhoto(app: App, { album, retry }: RetryPhotoOptions): void {
  app.post('/v1/photos/:photoId/retry', { schema, handlerTimeout }, async ({ params, owner }, reply) => {
    const signal = AbortSignal.timeout(handlerTimeout);
    const entry = await album.find(owner, params.photoId, signal);
    if (!entry) throw new ProblemError('photo-not-found');
    const { status } = entry.outcome;
    if (status !== 'failed') throw new ProblemError('photo-not-failed', { detail: `The photo is ${status}` });
    await retry(entry.key, signal);
    return reply.code(202).send({ photoId: entry.photoId, status: 'processing' });
  });
}
