import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import { checkOwnership } from '../photos/check-ownership.ts';
import type { UploadLimits } from '../photos/check-upload.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import { CompletedUpload, UploadParams } from '../schemas/multipart.ts';
import { commonProblems, limitProblems, problemAnswer } from '../schemas/problem.ts';

interface CompleteMultipartUploadOptions {
  readonly multipart: MultipartStore;
  readonly limits: UploadLimits;
}

/** `POST /v1/uploads/{photoId}/complete`: makes the parts a photo. Parts of too many bytes are thrown away. */
export function addCompleteMultipartUpload(app: App, options: CompleteMultipartUploadOptions): void {
  const { multipart, limits } = options;
  const schema = {
    operationId: 'completeMultipartUpload',
    summary: 'Make the parts a photo',
    tags: ['multipart uploads'],
    params: UploadParams,
    body: CompletedUpload,
    response: {
      200: Type.Object(
        { location: Type.String({ description: 'Where the photo is in this API' }) },
        { description: 'The photo is there' },
      ),
      ...commonProblems,
      ...limitProblems(limits),
      404: problemAnswer('No upload of yours'),
      409: problemAnswer('The photo is there already'),
    },
  };
  app.post('/v1/uploads/:photoId/complete', { schema, handlerTimeout }, async ({ params, body, owner }) => {
    const upload = checkOwnership(owner, params.photoId, body);
    const signal = AbortSignal.timeout(handlerTimeout);
    const bytes = sum((await multipart.listParts(upload, signal)).map(({ Size }) => Size));
    if (bytes > limits.MAX_UPLOAD_BYTES) {
      await multipart.abort(upload, signal);
      throw new ProblemError('photo-too-large', { detail: `The parts have ${bytes} bytes` });
    }
    await multipart.complete(upload, body.parts, signal);
    return { location: `/v1/photos/${params.photoId}` };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
