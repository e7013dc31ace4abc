import { isPhotoId } from '@proofsheet/photos';
import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { bodyProblems, commonProblems } from '../schemas/problem.ts';
import type { ShareStore } from '../shares/share-store.ts';

const schema = {
  operationId: 'deleteShare',
  summary: 'Close a share',
  tags: ['shares'],
  params: Type.Object({ shareId: Type.String({ maxLength: 200 }) }),
  response: {
    204: emptyAnswer('Its link opens nothing any more, within seconds; whether or not it was open'),
    ...commonProblems,
    ...bodyProblems,
  },
};

/** `DELETE /v1/shares/{shareId}`. */
export function addDeleteShare(app: App, { shares }: { shares: ShareStore }): void {
  app.delete('/v1/shares/:shareId', { schema, handlerTimeout }, async ({ params, owner, signal }, reply) => {
    // Ids of shares have the form of those of photos.
    if (isPhotoId(params.shareId)) await shares.remove(owner, params.shareId, signal);
    return reply.code(204).send();
  });
}
