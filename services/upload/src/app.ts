import { fastifyCompress } from '@fastify/compress';
import type { LinkSigner } from '@proofsheet/photos';
import type { Logger, Metrics } from '@proofsheet/runtime';
import type { Tracer } from '@proofsheet/runtime/telemetry';
import { serveAlbum } from './album-page/serve-album.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { createSessions } from './auth/create-sessions.ts';
import type { Owners } from './auth/find-owner.ts';
import type { Config } from './config.ts';
import { answerErrors } from './http/answer-errors.ts';
import { closeGracefully } from './http/close-gracefully.ts';
import { compression } from './http/compression.ts';
import { type App, createServer } from './http/create-server.ts';
import { addDocs } from './http/docs.ts';
import { protectServer } from './http/protect-server.ts';
import { refuseOtherMethods } from './http/refuse-other-methods.ts';
import { traceRequests } from './http/trace-requests.ts';
import { watchRequests } from './http/watch-requests.ts';
import { createUploadMetrics } from './metrics/create-upload-metrics.ts';
import type { MultipartStore } from './photos/multipart-store.ts';
import { createPhotoStore, type Stores } from './photos/photo-store.ts';
import type { SendToOriginals } from './photos/retry-photo.ts';
import { createDownloadPresigners } from './presign/download-presigners.ts';
import type { Signers } from './presign/signers.ts';
import { addCreateCode } from './routes/create-code.ts';
import { addGetClientConfig } from './routes/get-client-config.ts';
import { addOpenLink } from './routes/open-link.ts';
import { addPhotoRoutes } from './routes/photo-routes.ts';
import { addSessionRoutes } from './routes/session-routes.ts';
import { createShareRoutes } from './routes/share-routes.ts';
import { addSubscriptionRoutes } from './routes/subscriptions.ts';
import { addUploadRoutes } from './routes/upload-routes.ts';
import type { SubscriptionStore } from './subscriptions/subscription-store.ts';

export interface AppDependencies {
  readonly config: Config;
  readonly stores: Stores;
  readonly multipart: MultipartStore;
  readonly signers: Signers;
  /** Where browsers reach the buckets. */
  readonly storageOrigins: readonly string[];
  readonly owners: Owners;
  readonly links: LinkSigner;
  /** Undefined if the originals queue is not configured. */
  readonly sendToOriginals: SendToOriginals | undefined;
  /** Undefined without a topic. */
  readonly subscriptions: SubscriptionStore | undefined;
  readonly logger: Logger;
  /** Gets a line per response. */
  readonly accessLog: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer | undefined;
  readonly now: () => Date;
}

/** Creates the HTTP API; it does not listen yet. */
export async function createApp(dependencies: AppDependencies): Promise<App> {
  const { config, stores, storageOrigins, links, owners, logger } = dependencies;
  const { accessLog, metrics, tracer, now } = dependencies;
  const app = createServer(config);
  const closing = closeGracefully(app);
  const measured = createUploadMetrics(metrics);
  if (tracer) traceRequests(app, tracer);
  watchRequests(app, { accessLog, observe: measured.answered });
  answerErrors(app, logger);
  await protectServer(app, config);
  await app.register(fastifyCompress, compression);
  await addDocs(app, config);

  const photos = createPhotoStore(stores);
  const presigners = createDownloadPresigners(dependencies.signers, config.DOWNLOAD_URL_SECONDS);
  const { presignThumbnail } = presigners;
  if (config.ALBUM_DIR !== undefined) {
    const issuerOrigin = config.OIDC_ISSUER === undefined ? undefined : new URL(config.OIDC_ISSUER).origin;
    await serveAlbum(app, { folder: config.ALBUM_DIR, storageOrigins, issuerOrigin });
  }
  const addRefusals = refuseOtherMethods(app);
  const sessions = createSessions({ config, owners, derived: stores.derived, now });
  addGetClientConfig(app, config);
  const shareRoutes = createShareRoutes(dependencies);
  shareRoutes.addForAll(app);
  if (sessions) addSessionRoutes(app, { sessions, owners, logger, now });
  await app.register(async (v1: App) => {
    v1.addHook('onRequest', createAuthenticate(owners.find, sessions?.readSession));
    addUploadRoutes(v1, { ...dependencies, count: measured.issued });
    addPhotoRoutes(v1, { ...dependencies, photos, presigners, closing });
    addSubscriptionRoutes(v1, dependencies);
    shareRoutes.addForOwners(v1);
    if (sessions) addCreateCode(v1, { ...sessions, owners, now });
  });
  addOpenLink(app, { links, photos, presignThumbnail, thumbnailsBucket: config.THUMBNAILS_BUCKET, now });
  addRefusals();
  return app;
}
