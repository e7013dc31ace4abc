import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { checkOwnership } from '../photos/check-ownership.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { UploadParams, uploadFields } from '../schemas/multipart.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';

const schema = {
  operationId: 'abortMultipartUpload',
  summary: 'Abort a multipart upload',
  tags: ['multipart uploads'],
  params: UploadParams,
  querystring: Type.Object(uploadFields, { additionalProperties: false }),
  response: {
    204: emptyAnswer('The parts are deleted'),
    ...commonProblems,
    ...bodyProblems,
    404: problemAnswer('Upload not found'),
  },
};

/** `DELETE /v1/uploads/{photoId}`: aborts a multipart upload. */
export function addAbortMultipartUpload(app: App, { multipart }: { multipart: MultipartStore }): void {
  app.delete(
    '/v1/uploads/:photoId',
    { schema, handlerTimeout },
    async ({ params, query, owner, signal }, reply) => {
      await multipart.abort(checkOwnership(owner, params.photoId, query), signal);
      return reply.code(204).send();
    },
  );
}
