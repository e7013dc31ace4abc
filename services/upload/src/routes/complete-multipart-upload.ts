import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { checkOwnership } from '../photos/check-ownership.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import { CompletedUpload, UploadParams } from '../schemas/multipart.ts';
import { commonProblems, limitProblems, problemAnswer } from '../schemas/problem.ts';
import type { UploadLimits } from '../schemas/upload.ts';

interface CompleteMultipartUploadOptions {
  readonly multipart: MultipartStore;
  readonly limits: UploadLimits;
}

/** `POST /v1/uploads/{photoId}/complete`: completes a multipart upload. */
export function addCompleteMultipartUpload(app: App, options: CompleteMultipartUploadOptions): void {
  const { multipart, limits } = options;
  const schema = {
    operationId: 'completeMultipartUpload',
    summary: 'Complete a multipart upload',
    description: 'The parts together must have the declared size. Repeating the call is safe',
    tags: ['multipart uploads'],
    params: UploadParams,
    body: CompletedUpload,
    response: {
      200: Type.Object(
        { location: Type.String({ description: 'Path of the photo in this API' }) },
        { description: 'The photo is stored' },
      ),
      ...commonProblems,
      ...limitProblems(limits),
      404: problemAnswer('Upload not found'),
      409: problemAnswer('The photo exists already'),
    },
  };
  app.post('/v1/uploads/:photoId/complete', { schema, handlerTimeout }, async ({ params, body, owner }) => {
    const upload = checkOwnership(owner, params.photoId, body);
    await multipart.complete(upload, body.parts, AbortSignal.timeout(handlerTimeout));
    return { location: `/v1/photos/${params.photoId}` };
  });
}
