import type { App } from '../http/create-server.ts';
import type { TakeFromOwner } from '../http/owner-rate.ts';
import { checkUpload } from '../photos/check-upload.ts';
import type { IssueUpload } from '../photos/issue-upload.ts';
import { commonProblems, limitProblems } from '../schemas/problem.ts';
import { newUploadSchema, Upload, type UploadLimits } from '../schemas/upload.ts';

interface CreateUploadOptions {
  readonly takeUploads: TakeFromOwner;
  readonly issueUpload: IssueUpload;
  readonly limits: UploadLimits;
}

/** `POST /v1/uploads`: issues a URL for one photo. */
export function addCreateUpload(app: App, { takeUploads, issueUpload, limits }: CreateUploadOptions): void {
  const schema = {
    operationId: 'createUpload',
    summary: 'Get a URL to upload one photo',
    tags: ['uploads'],
    body: newUploadSchema(limits),
    response: { 201: Upload, ...commonProblems, ...limitProblems(limits) },
  };
  app.post('/v1/uploads', { schema }, async (request, reply) => {
    const { body, owner } = request;
    checkUpload(body);
    takeUploads(owner);
    const upload = await issueUpload(owner, body);
    request.photoIds = [upload.photoId];
    return reply.code(201).header('cache-control', 'no-store').send(upload);
  });
}
