import { Type } from 'typebox';
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
  /** Signs a download that browsers save as a file. */
  readonly presignOriginalFile: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'getOriginal',
  summary: 'Download the original',
  tags: ['photos'],
  params: PhotoParams,
  querystring: Type.Object(
    {
      download: Type.Optional(
        Type.Enum(['1'], { description: 'Makes browsers save the file instead of showing it' }),
      ),
    },
    { additionalProperties: false },
  ),
  response: {
    302: redirectAnswer('the original'),
    ...commonProblems,
    404: problemAnswer('Photo not found'),
  },
};

/** `GET /v1/photos/{photoId}/original`: redirects to the original in S3. */
export function addGetOriginal(app: App, options: GetOriginalOptions): void {
  const { photos, presignOriginal, presignOriginalFile, now } = options;
  app.get(
    '/v1/photos/:photoId/original',
    { schema, handlerTimeout },
    async ({ method, params, query, owner, signal }, reply) => {
      const original = await photos.find(owner, params.photoId, signal);
      if (!original) throw new ProblemError('photo-not-found');
      const presign = query.download ? presignOriginalFile : presignOriginal;
      const { url } = await presign(original.key, now(), method);
      return reply.header('cache-control', 'private, no-store').redirect(url, 302);
    },
  );
}
