import type { IncomingMessage, ServerResponse } from 'node:http';
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { LinkSigner } from '@proofsheet/photos';
import type { Logger, Metrics } from '@proofsheet/runtime';
import { type FastifyBaseLogger, type FastifyInstance, fastify, type RawServerDefault } from 'fastify';
import { answerErrors } from './answer-errors.ts';
import { createApiKeyVerifier } from './api-keys.ts';
import { createAuthenticate } from './authenticate.ts';
import type { Config } from './config.ts';
import { addDocs } from './docs.ts';
import { createPhotoStore, type Stores } from './photo-store.ts';
import { createPresignDownload } from './presign-download.ts';
import { createPresignUpload } from './presign-upload.ts';
import type { Presigner } from './presigner.ts';
import { readRequestId } from './request-id.ts';
import { addCreateUpload } from './routes/create-upload.ts';
import { addGetPhoto } from './routes/get-photo.ts';
import { addGetThumbnail } from './routes/get-thumbnail.ts';
import { addOpenLink } from './routes/open-link.ts';
import { createWaitForOutcome } from './wait-for-outcome.ts';
import { watchRequests } from './watch-requests.ts';

/** The HTTP server that routes are added to. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface AppDependencies {
  readonly config: Config;
  readonly stores: Stores;
  /** Of the originals bucket. */
  readonly presignOriginal: Presigner;
  /** Of the thumbnails bucket. */
  readonly presignThumbnail: Presigner;
  readonly links: LinkSigner;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
}

/** The HTTP API, not listening yet. */
export async function createApp(dependencies: AppDependencies): Promise<App> {
  const { config, stores, links, logger, metrics, now } = dependencies;
  const closing = new AbortController();
  const app: App = fastify({
    genReqId: readRequestId,
    routerOptions: { maxParamLength: 4096 },
    return503OnClosing: false,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.decorateRequest('owner', '');
  app.addHook('preClose', async () => closing.abort());
  answerErrors(app, logger);
  watchRequests(app, { logger, metrics });
  await addDocs(app);

  const photos = createPhotoStore(stores);
  const presignUpload = createPresignUpload(dependencies.presignOriginal, config.UPLOAD_URL_SECONDS);
  const presignDownload = createPresignDownload(dependencies.presignThumbnail, config.DOWNLOAD_URL_SECONDS);
  const waitForOutcome = createWaitForOutcome({
    photos,
    maxWaiters: config.WAITERS_MAX,
    closing: closing.signal,
  });

  await app.register(async (v1: App) => {
    v1.addHook('onRequest', createAuthenticate(createApiKeyVerifier(config.API_KEYS)));
    addCreateUpload(v1, { presignUpload, config, now });
    addGetPhoto(v1, { photos, waitForOutcome, presignDownload, now });
    addGetThumbnail(v1, { photos, presignDownload, now });
  });
  addOpenLink(app, { links, photos, presignDownload, thumbnailsBucket: config.THUMBNAILS_BUCKET, now });
  return app;
}
