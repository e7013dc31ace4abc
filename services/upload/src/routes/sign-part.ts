import type { App } from '../http/create-server.ts';
import { checkOwnership } from '../photos/check-ownership.ts';
import { checkPart } from '../photos/check-part.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import type { PresignPart } from '../presign/presign-upload.ts';
import { newPartSchema, PartUpload, UploadParams } from '../schemas/multipart.ts';
import { commonProblems, limitProblems, problemAnswer } from '../schemas/problem.ts';
import type { UploadLimits } from '../schemas/upload.ts';

interface SignPartOptions {
  readonly multipart: MultipartStore;
  readonly presignPart: PresignPart;
  readonly limits: UploadLimits;
  readonly now: () => Date;
}

/** `POST /v1/uploads/{photoId}/parts`: issues a URL for one part. */
export function addSignPart(app: App, { multipart, presignPart, limits, now }: SignPartOptions): void {
  const schema = {
    operationId: 'signPart',
    summary: 'Get a URL to upload one part',
    tags: ['multipart uploads'],
    params: UploadParams,
    body: newPartSchema(limits),
    response: {
      200: PartUpload,
      ...commonProblems,
      ...limitProblems(limits),
      404: problemAnswer('Upload not found'),
    },
  };
  app.post('/v1/uploads/:photoId/parts', { schema }, async ({ params, body, owner }, reply) => {
    const upload = multipart.open(checkOwnership(owner, params.photoId, body));
    checkPart(upload, body);
    const { partNumber, size } = body;
    const part = await presignPart({ ...upload, partNumber, size }, now());
    return reply.header('cache-control', 'no-store').send(part);
  });
}
