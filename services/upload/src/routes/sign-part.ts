import type { App } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import { checkOwnership } from '../photos/check-ownership.ts';
import type { UploadLimits } from '../photos/check-upload.ts';
import type { PresignPart } from '../presign/presign-upload.ts';
import { NewPart, PartUpload, UploadParams } from '../schemas/multipart.ts';
import { commonProblems, limitProblems, problemAnswer } from '../schemas/problem.ts';

interface SignPartOptions {
  readonly presignPart: PresignPart;
  readonly limits: UploadLimits;
  readonly now: () => Date;
}

/** `POST /v1/uploads/{photoId}/parts`: a URL that takes one part. */
export function addSignPart(app: App, { presignPart, limits, now }: SignPartOptions): void {
  const schema = {
    operationId: 'signPart',
    summary: 'Ask for a URL that takes one part',
    tags: ['multipart uploads'],
    params: UploadParams,
    body: NewPart,
    response: {
      200: PartUpload,
      ...commonProblems,
      ...limitProblems(limits),
      404: problemAnswer('No upload of yours'),
    },
  };
  app.post('/v1/uploads/:photoId/parts', { schema }, async ({ params, body, owner }, reply) => {
    const upload = checkOwnership(owner, params.photoId, body);
    const { partNumber, size } = body;
    if (size > limits.MAX_UPLOAD_BYTES) {
      const errors = [{ field: 'body/size', message: `must be at most ${limits.MAX_UPLOAD_BYTES}` }];
      throw new ProblemError('photo-too-large', { errors });
    }
    const part = await presignPart({ ...upload, partNumber, size }, now());
    return reply.header('cache-control', 'no-store').send(part);
  });
}
