import { cleanFileName, createPhotoId, originalKey } from '@proofsheet/photos';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import type { TakeFromOwner } from '../http/owner-rate.ts';
import type { UploadMetrics } from '../metrics/create-upload-metrics.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import { MultipartUpload, newMultipartUploadSchema } from '../schemas/multipart.ts';
import { commonProblems, limitProblems } from '../schemas/problem.ts';
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
