import type { App } from '../app.ts';
import { checkLimits, type IssueUpload, type UploadLimits } from '../issue-upload.ts';
import { commonProblems, limitProblems } from '../schemas/problem.ts';
import { NewUpload, Upload } from '../schemas/upload.ts';

interface CreateUploadOptions {
  readonly issueUpload: IssueUpload;
  readonly limits: UploadLimits;
}

/** `POST /v1/uploads`: a URL that takes the bytes of one photo. */
export function addCreateUpload(app: App, { issueUpload, limits }: CreateUploadOptions): void {
  const schema = {
    summary: 'Ask for a URL that takes one photo',
    tags: ['uploads'],
    body: NewUpload,
    response: { 201: Upload, ...commonProblems, ...limitProblems(limits) },
  };
  app.post('/v1/uploads', { schema }, async ({ body, owner }, reply) => {
    checkLimits(body, limits);
    const upload = await issueUpload(owner, body);
    return reply.code(201).header('cache-control', 'no-store').send(upload);
  });
}
