import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import type { TakeFromOwner } from '../http/owner-rate.ts';
import { checkUpload } from '../photos/check-upload.ts';
import type { IssueUpload } from '../photos/issue-upload.ts';
import { commonProblems, limitProblems } from '../schemas/problem.ts';
import { newUploadSchema, Upload, type UploadLimits } from '../schemas/upload.ts';

interface CreateUploadsOptions {
  readonly takeUploads: TakeFromOwner;
  readonly issueUpload: IssueUpload;
  readonly limits: UploadLimits;
}

/** `POST /v1/uploads/batch`: issues a URL for each of up to 100 photos, in the order of the request. All or none. */
export function addCreateUploads(app: App, { takeUploads, issueUpload, limits }: CreateUploadsOptions): void {
  const NewUploads = Type.Object(
    { uploads: Type.Array(newUploadSchema(limits), { minItems: 1, maxItems: 100 }) },
    { additionalProperties: false, title: 'NewUploads' },
  );
  const schema = {
    operationId: 'createUploads',
    summary: 'Get URLs to upload up to 100 photos',
    tags: ['uploads'],
    body: NewUploads,
    response: {
      201: Type.Object({ uploads: Type.Array(Upload) }, { description: 'In the order of the request' }),
      ...commonProblems,
      ...limitProblems(limits),
    },
  };
  app.post('/v1/uploads/batch', { schema }, async (request, reply) => {
    const { body, owner } = request;
    for (const [index, wanted] of body.uploads.entries()) checkUpload(wanted, `body/uploads/${index}`);
    takeUploads(owner, body.uploads.length);
    const uploads = await Promise.all(body.uploads.map((wanted) => issueUpload(owner, wanted)));
    request.photoIds = uploads.map(({ photoId }) => photoId);
    return reply.code(201).header('cache-control', 'no-store').send({ uploads });
  });
}
