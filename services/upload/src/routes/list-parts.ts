import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { checkOwnership } from '../photos/check-ownership.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import { StoredPart, UploadParams, uploadFields } from '../schemas/multipart.ts';
import { commonProblems, problemAnswer } from '../schemas/problem.ts';

const schema = {
  operationId: 'listParts',
  summary: 'List the stored parts',
  tags: ['multipart uploads'],
  params: UploadParams,
  querystring: Type.Object(uploadFields, { additionalProperties: false }),
  response: {
    200: Type.Array(StoredPart, { description: 'Ordered by part number' }),
    ...commonProblems,
    404: problemAnswer('Upload not found'),
  },
};

/** `GET /v1/uploads/{photoId}/parts`: lists the stored parts, which clients need not upload again. */
export function addListParts(app: App, { multipart }: { multipart: MultipartStore }): void {
  app.get(
    '/v1/uploads/:photoId/parts',
    { schema, handlerTimeout },
    async ({ params, query, owner, signal }, reply) => {
      const parts = await multipart.listParts(checkOwnership(owner, params.photoId, query), signal);
      return reply.header('cache-control', 'no-store').send(parts);
    },
  );
}
