import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { checkOwnership } from '../photos/check-ownership.ts';
import { checkPart } from '../photos/check-part.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import type { PresignPart } from '../presign/presign-upload.ts';
import { newPartSchema, PartUpload, UploadParams, uploadFields } from '../schemas/multipart.ts';
import { commonProblems, limitProblems, problemAnswer } from '../schemas/problem.ts';
import type { UploadLimits } from '../schemas/upload.ts';

interface SignPartsOptions {
  readonly multipart: MultipartStore;
  readonly presignPart: PresignPart;
  readonly limits: UploadLimits;
  readonly now: () => Date;
}

/** Maximum parts per call. */
export const maxSignedParts = 100;

function newPartsSchema(limits: UploadLimits) {
  const { partNumber, size } = newPartSchema(limits).properties;
  const part = Type.Object({ partNumber, size }, { additionalProperties: false });
  return Type.Object(
    { ...uploadFields, parts: Type.Array(part, { minItems: 1, maxItems: maxSignedParts }) },
    { additionalProperties: false, title: 'NewParts' },
  );
}

const SignedPart = Type.Object(
  { partNumber: Type.Integer(), ...PartUpload.properties },
  { title: 'SignedPart', description: 'How to upload the part' },
);

/** `POST /v1/uploads/{photoId}/parts/batch`: issues one URL per part, in the order of the request. */
export function addSignParts(app: App, { multipart, presignPart, limits, now }: SignPartsOptions): void {
  const schema = {
    operationId: 'signParts',
    summary: 'Get URLs to upload several parts',
    tags: ['multipart uploads'],
    params: UploadParams,
    body: newPartsSchema(limits),
    response: {
      200: Type.Object({ parts: Type.Array(SignedPart) }, { title: 'SignedParts' }),
      ...commonProblems,
      ...limitProblems(limits),
      404: problemAnswer('Upload not found'),
    },
  };
  app.post('/v1/uploads/:photoId/parts/batch', { schema }, async ({ params, body, owner }, reply) => {
    const upload = multipart.open(checkOwnership(owner, params.photoId, body));
    for (const [index, part] of body.parts.entries()) checkPart(upload, part, `body/parts/${index}`);
    const time = now();
    const parts = await Promise.all(
      body.parts.map(async (part) => ({
        partNumber: part.partNumber,
        ...(await presignPart({ ...upload, ...part }, time)),
      })),
    );
    return reply.header('cache-control', 'no-store').send({ parts });
  });
}
