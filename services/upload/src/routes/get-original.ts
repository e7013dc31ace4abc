import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { redirectAnswer } from '../schemas/answer.ts';
import { PhotoParams } from '../schemas/photo.ts';
import { commonProblems, problemAnswer } from '../schemas/problem.ts';

interface GetOriginalOptions {
  readonly photos: PhotoStore;
  readonly presignOriginal: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'getOriginal',
  summary: 'The original itself',
  tags: ['photos'],
  params: PhotoParams,
  response: {
    302: redirectAnswer('the original'),
    ...commonProblems,
    404: problemAnswer('No photo of yours'),
  },
};

/** `GET /v1/photos/{photoId}/original`: leads to the original in S3. */
export function addGetOriginal(app: App, { photos, presignOriginal, now }: GetOriginalOptions): void {
  app.get(
    '/v1/photos/:photoId/original',
    { schema, handlerTimeout },
    async ({ params, owner, signal }, reply) => {
      const original = await photos.find(owner, params.photoId, signal);
      if (!original) throw new ProblemError('photo-not-found');
      const { url } = await presignOriginal(original.key, now());
      return reply.header('cache-control', 'private, no-store').redirect(url, 302);
    },
  );
}
