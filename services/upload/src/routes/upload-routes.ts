import type { Config } from '../config.ts';
import type { App } from '../http/create-server.ts';
import { createOwnerRate } from '../http/owner-rate.ts';
import type { UploadMetrics } from '../metrics/create-upload-metrics.ts';
import { createIssueUpload } from '../photos/issue-upload.ts';
import type { MultipartStore } from '../photos/multipart-store.ts';
import { createPresignPart, createPresignPost, createPresignPut } from '../presign/presign-upload.ts';
import type { Signers } from '../presign/signers.ts';
import { addCreateUpload, addCreateUploads } from './create-uploads.ts';
import {
  addAbortMultipartUpload,
  addBeginMultipartUpload,
  addCompleteMultipartUpload,
} from './multipart-uploads.ts';
import { addListParts, addSignPart, addSignParts } from './sign-parts.ts';

interface UploadRoutesOptions {
  readonly config: Config;
  readonly multipart: MultipartStore;
  readonly signers: Signers;
  readonly count: UploadMetrics['issued'];
  readonly now: () => Date;
}

/** Routes that upload photos. */
export function addUploadRoutes(app: App, options: UploadRoutesOptions): void {
  const { config, multipart, signers, count, now } = options;
  const urlSeconds = config.UPLOAD_URL_SECONDS;
  const presignPart = createPresignPart(signers.presignOriginal, urlSeconds);
  const issueUpload = createIssueUpload({
    presignPut: createPresignPut(signers.presignOriginal, urlSeconds),
    presignPost: createPresignPost(signers.signOriginalPolicy, urlSeconds),
    count,
    now,
  });
  const takeUploads = createOwnerRate({
    max: config.MAX_UPLOADS_PER_MINUTE,
    windowMs: 60_000,
    problem: 'too-many-uploads',
    detail: `At most ${config.MAX_UPLOADS_PER_MINUTE} per minute`,
  });
  addCreateUpload(app, { takeUploads, issueUpload, limits: config });
  addCreateUploads(app, { takeUploads, issueUpload, limits: config });
  addBeginMultipartUpload(app, { takeUploads, multipart, limits: config, count, now });
  addSignPart(app, { multipart, presignPart, limits: config, now });
  addSignParts(app, { multipart, presignPart, limits: config, now });
  addListParts(app, { multipart });
  addCompleteMultipartUpload(app, { multipart, limits: config });
  addAbortMultipartUpload(app, { multipart });
}
