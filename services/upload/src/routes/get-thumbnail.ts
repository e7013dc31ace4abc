import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { redirectAnswer } from '../schemas/answer.ts';
import { PhotoParams } from '../schemas/photo.ts';
import { commonProblems, problemAnswer } from '../schemas/problem.ts';

interface GetThumbnailOptions {
  readonly album: Album;
  readonly presignThumbnail: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'getThumbnail',
  summary: 'Download the thumbnail',
  tags: ['photos'],
  params: PhotoParams,
  response: {
    302: redirectAnswer('the JPEG'),
    ...commonProblems,
    404: problemAnswer('Photo not found, or no thumbnail yet'),
  },
};

/** `GET /v1/photos/{photoId}/thumbnail`: redirects to the thumbnail in S3. */
export function addGetThumbnail(app: App, { album, presignThumbnail, now }: GetThumbnailOptions): void {
  app.get(
    '/v1/photos/:photoId/thumbnail',
    { schema, handlerTimeout },
    async ({ method, params, owner, signal }, reply) => {
      const entry = await album.find(owner, params.photoId, signal);
      if (!entry) throw new ProblemError('photo-not-found');
      const { status } = entry.outcome;
      if (status !== 'ready')
        throw new ProblemError('thumbnail-not-ready', { detail: `The photo is ${status}` });
      const { url } = await presignThumbnail(entry.key, now(), method);
      return reply.header('cache-control', 'private, no-store').redirect(url, 302);
    },
  );
}
