import { cleanFileName, createPhotoId, originalKey } from '@proofsheet/photos';
import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import type { TakeFromOwner } from '../http/owner-rate.ts';
import type { UploadMetrics } from '../metrics/create-upload-metrics.ts';
import { checkOwnership, type MultipartStore } from '../photos/multipart-store.ts';
import {
  bodyProblems,
  commonProblems,
  emptyAnswer,
  limitProblems,
  problemAnswer,
} from '../schemas/answers.ts';
import {
  CompletedUpload,
  MultipartUpload,
  newMultipartUploadSchema,
  UploadParams,
  uploadFields,
} from '../schemas/multipart.ts';
import type { UploadLimits } from '../schemas/upload.ts';

interface BeginMultipartUploadOptions {
  readonly takeUploads: TakeFromOwner;
  readonly multipart: MultipartStore;
  readonly limits: UploadLimits;
  readonly count: UploadMetrics['issued'];
  readonly now: () => Date;
}

/** S3 accepts 10,000 parts of at least 5 MiB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const maxParts = 10_000;
/** Bytes of a part, unless the file would then have too many. */
export const minPartSize = 8 * 1024 ** 2;

/** `POST /v1/uploads/multipart`: starts a multipart upload, for large files and bad connections. */
export function addBeginMultipartUpload(app: App, options: BeginMultipartUploadOptions): void {
  const { takeUploads, multipart, limits, count, now } = options;
  const schema = {
    operationId: 'beginMultipartUpload',
    summary: 'Start a multipart upload',
    tags: ['multipart uploads'],
    body: newMultipartUploadSchema(limits),
    response: { 201: MultipartUpload, ...commonProblems, ...limitProblems(limits) },
  };
  app.post('/v1/uploads/multipart', { schema, handlerTimeout }, async (request, reply) => {
    const { body, owner } = request;
    takeUploads(owner);
    const photoId = createPhotoId(now().getTime());
    const key = originalKey({ owner, photoId, fileName: cleanFileName(body.filename) });
    const uploadId = await multipart.begin({ ...body, key }, AbortSignal.timeout(handlerTimeout));
    request.photoIds = [photoId];
    count('multipart');
    const partSize = Math.max(minPartSize, Math.ceil(body.size / maxParts));
    return reply.code(201).header('cache-control', 'no-store').send({ photoId, key, uploadId, partSize });
  });
}

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
