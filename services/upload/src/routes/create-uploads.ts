import { Type } from 'typebox';
import type { App } from '../app.ts';
import { checkLimits, type IssueUpload, type UploadLimits } from '../issue-upload.ts';
import { commonProblems, limitProblems } from '../schemas/problem.ts';
import { NewUpload, Upload } from '../schemas/upload.ts';

interface CreateUploadsOptions {
  readonly issueUpload: IssueUpload;
  readonly limits: UploadLimits;
}

const NewUploads = Type.Object(
  { uploads: Type.Array(NewUpload, { minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
);

/** `POST /v1/uploads/batch`: a URL for each of up to 100 photos, in the order asked for; all of them or none. */
export function addCreateUploads(app: App, { issueUpload, limits }: CreateUploadsOptions): void {
  const schema = {
    summary: 'Ask for URLs that take up to 100 photos',
    tags: ['uploads'],
    body: NewUploads,
    response: {
      201: Type.Object({ uploads: Type.Array(Upload) }),
      ...commonProblems,
      ...limitProblems(limits),
    },
  };
  app.post('/v1/uploads/batch', { schema }, async ({ body, owner }, reply) => {
    for (const wanted of body.uploads) checkLimits(wanted, limits);
    const uploads = await Promise.all(body.uploads.map((wanted) => issueUpload(owner, wanted)));
    return reply.code(201).header('cache-control', 'no-store').send({ uploads });
  });
}
