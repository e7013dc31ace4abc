import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import { checkOwnership, type MultipartStore } from '../photos/multipart-store.ts';
import type { OpenUpload } from '../photos/upload-handle.ts';
import type { PresignPart } from '../presign/presign-upload.ts';
import { commonProblems, limitProblems, problemAnswer } from '../schemas/answers.ts';
import { newPartSchema, PartUpload, StoredPart, UploadParams, uploadFields } from '../schemas/multipart.ts';
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

interface Part {
  readonly partNumber: number;
  /** Bytes. */
  readonly size: number;
}

/**
 * Refuses parts that cannot belong to a file of the declared size in parts of equal size, the last one smaller. Clients
 * choose the part size, but part n and the parts before it must fit into the file. This bounds the bytes that an upload can
 * store before it is completed, to its declared size times ln(number of parts).
 * @throws ProblemError `invalid-request`. `where` is the part's place in the body.
 */
function checkPart({ size: declared }: OpenUpload, { partNumber, size }: Part, where = 'body'): void {
  if (partNumber * size <= declared) return;
  const message = `part ${partNumber} of ${size} bytes does not fit into ${declared} bytes in parts of equal size`;
  throw new ProblemError('invalid-request', { errors: [{ field: `${where}/size`, message }] });
}
