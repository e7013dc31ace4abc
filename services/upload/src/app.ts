import type { LinkSigner } from '@proofsheet/photos';
import type { Logger, Metrics } from '@proofsheet/runtime';
import type { Tracing } from '@proofsheet/runtime/telemetry';
import { createAuthenticate } from './auth/authenticate.ts';
import type { FindOwner } from './auth/find-owner.ts';
import type { Config } from './config.ts';
import { answerErrors } from './http/answer-errors.ts';
import { closeGracefully } from './http/close-gracefully.ts';
import { type App, createServer } from './http/create-server.ts';
import { addDocs } from './http/docs.ts';
import { createOwnerRate } from './http/owner-rate.ts';
import { protectServer } from './http/protect-server.ts';
import { refuseOtherMethods } from './http/refuse-other-methods.ts';
import { traceRequests } from './http/trace-requests.ts';
import { watchRequests } from './http/watch-requests.ts';
import { createUploadMetrics } from './metrics/create-upload-metrics.ts';
import { createIssueUpload } from './photos/issue-upload.ts';
import { createListAlbum } from './photos/list-album.ts';
import type { MultipartStore } from './photos/multipart-store.ts';
import { createPhotoStore, type Stores } from './photos/photo-store.ts';
import { createWaitForOutcome } from './photos/wait-for-outcome.ts';
import { createPresignDownload, thumbnailName } from './presign/presign-download.ts';
import { createPresignPart, createPresignPost, createPresignPut } from './presign/presign-upload.ts';
import type { Signers } from './presign/signers.ts';
import { addAbortMultipartUpload } from './routes/abort-multipart-upload.ts';
import { addBeginMultipartUpload } from './routes/begin-multipart-upload.ts';
import { addCompleteMultipartUpload } from './routes/complete-multipart-upload.ts';
import { addCreateSubscription } from './routes/create-subscription.ts';
import { addCreateUpload } from './routes/create-upload.ts';
import { addCreateUploads } from './routes/create-uploads.ts';
import { addDeletePhoto } from './routes/delete-photo.ts';
import { addDeleteSubscription } from './routes/delete-subscription.ts';
import { addGetOriginal } from './routes/get-original.ts';
import { addGetPhoto } from './routes/get-photo.ts';
import { addGetThumbnail } from './routes/get-thumbnail.ts';
import { addGetVariant } from './routes/get-variant.ts';
import { addListParts } from './routes/list-parts.ts';
import { addListPhotos } from './routes/list-photos.ts';
import { addListSubscriptions } from './routes/list-subscriptions.ts';
import { addOpenLink } from './routes/open-link.ts';
import { addSignPart } from './routes/sign-part.ts';
import { createClaimSubscription } from './subscriptions/claim-subscription.ts';
import type { SubscriptionStore } from './subscriptions/subscription-store.ts';

export interface AppDependencies {
  readonly config: Config;
  readonly stores: Stores;
  readonly multipart: MultipartStore;
  readonly signers: Signers;
  readonly findOwner: FindOwner;
  readonly links: LinkSigner;
  /** None where there is no topic. */
  readonly subscriptions: SubscriptionStore | undefined;
  readonly logger: Logger;
  /** Takes a line for every answer. */
  readonly accessLog: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  readonly now: () => Date;
}

/** The HTTP API, not listening yet. */
export async function createApp(dependencies: AppDependencies): Promise<App> {
  const { config, stores, multipart, signers, findOwner, links, subscriptions, logger } = dependencies;
  const { accessLog, metrics, tracing, now } = dependencies;
  const app = createServer(config);
  const closing = closeGracefully(app);
  const measured = createUploadMetrics(metrics);
  if (tracing) traceRequests(app, tracing);
  watchRequests(app, { accessLog, observe: measured.answered });
  answerErrors(app, logger);
  await protectServer(app, config);
  await addDocs(app);

  const photos = createPhotoStore(stores);
  const maxWaiters = config.MAX_WAITERS;
  const waitForOutcome = createWaitForOutcome({ photos, maxWaiters, closing });
  const presignOriginal = createPresignDownload(signers.presignOriginal, config.DOWNLOAD_URL_SECONDS);
  const presignThumbnail = createPresignDownload(
    signers.presignThumbnail,
    config.DOWNLOAD_URL_SECONDS,
    thumbnailName,
  );
  const presignDerived = createPresignDownload(signers.presignDerived, config.DOWNLOAD_URL_SECONDS);
  const presignPart = createPresignPart(signers.presignOriginal, config.UPLOAD_URL_SECONDS);
  const readTraceparent = () => tracing?.active()?.traceparent();
  const issueUpload = createIssueUpload({
    presignPut: createPresignPut(signers.presignOriginal, config.UPLOAD_URL_SECONDS, readTraceparent),
    presignPost: createPresignPost(signers.signOriginalPolicy, config.UPLOAD_URL_SECONDS, readTraceparent),
    count: measured.issued,
    now,
  });

  const addRefusals = refuseOtherMethods(app);
  await app.register(async (v1: App) => {
    v1.addHook('onRequest', createAuthenticate(findOwner));
    const takeUploads = createOwnerRate({
      max: config.MAX_UPLOADS_PER_MINUTE,
      windowMs: 60_000,
      problem: 'too-many-uploads',
      detail: `At most ${config.MAX_UPLOADS_PER_MINUTE} per minute`,
    });
    addCreateUpload(v1, { takeUploads, issueUpload, limits: config });
    addCreateUploads(v1, { takeUploads, issueUpload, limits: config });
    addBeginMultipartUpload(v1, { takeUploads, multipart, limits: config, count: measured.issued, now });
    addSignPart(v1, { multipart, presignPart, limits: config, now });
    addListParts(v1, { multipart });
    addCompleteMultipartUpload(v1, { multipart, limits: config });
    addAbortMultipartUpload(v1, { multipart });
    addListPhotos(v1, { listAlbum: createListAlbum(stores), presignThumbnail, now });
    addGetPhoto(v1, { photos, waitForOutcome, presignThumbnail, now });
    addGetThumbnail(v1, { photos, presignThumbnail, now });
    addGetVariant(v1, { photos, derived: stores.derived, presignDerived, now });
    addGetOriginal(v1, { photos, presignOriginal, now });
    addDeletePhoto(v1, { photos });
    if (subscriptions) {
      const claims = createClaimSubscription({ derived: stores.derived, now });
      addCreateSubscription(v1, { subscriptions, claims, maxSubscriptions: config.MAX_SUBSCRIPTIONS });
      addListSubscriptions(v1, { subscriptions });
      addDeleteSubscription(v1, { subscriptions, claims });
    }
  });
  addOpenLink(app, { links, photos, presignThumbnail, thumbnailsBucket: config.THUMBNAILS_BUCKET, now });
  addRefusals();
  return app;
}
