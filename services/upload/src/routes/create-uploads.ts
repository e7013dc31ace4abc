import { cleanFileName } from '@proofsheet/photos';
import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import type { TakeFromOwner } from '../http/owner-rate.ts';
import { ProblemError } from '../http/problem.ts';
import type { IssueUpload } from '../photos/issue-upload.ts';
import { commonProblems, limitProblems } from '../schemas/answers.ts';
import { type NewUpload, newUploadSchema, Upload, type UploadLimits } from '../schemas/upload.ts';

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

/**
 * Refuses options that a form does not support. `where` is the position of the upload in the request.
 * @throws ProblemError `invalid-request`
 */
function checkUpload({ method, sha256, filename }: NewUpload, where = 'body'): void {
  if (method !== 'POST') return;
  const wrong = (field: string, message: string) =>
    new ProblemError('invalid-request', { errors: [{ field: `${where}/${field}`, message }] });
  if (sha256 !== undefined) throw wrong('sha256', 'can only be checked with method PUT');
  // S3 would replace it with the name of the form's file, and store the photo under another key.
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the characters that S3 looks for.
  if (cleanFileName(filename).includes('${filename}')) {
    throw wrong('filename', 'must not contain a placeholder with method POST');
  }
}
