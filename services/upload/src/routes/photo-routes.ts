import type { Logger } from '@proofsheet/runtime';
import type { Config } from '../config.ts';
import type { App } from '../http/create-server.ts';
import { createAlbum } from '../photos/album.ts';
import { createDescribePhoto } from '../photos/describe-photo.ts';
import { createDescribeRow } from '../photos/describe-row.ts';
import { createFindNotified } from '../photos/find-notified.ts';
import type { PhotoStore, Stores } from '../photos/photo-store.ts';
import { createRetryPhoto, type SendToOriginals } from '../photos/retry-photo.ts';
import type { DownloadPresigners } from '../presign/download-presigners.ts';
import { createReadMonth } from '../timeline/read-month.ts';
import { createReadTimeline } from '../timeline/read-timeline.ts';
import { createEventHub } from '../waiting/event-hub.ts';
import { createOutcomeFeed } from '../waiting/outcome-feed.ts';
import { createWaitForAny } from '../waiting/wait-for-any.ts';
import { createWaitForOutcome } from '../waiting/wait-for-outcome.ts';
import { addDeletePhoto, addDeletePhotos } from './delete-photos.ts';
import { addGetOriginal, addGetThumbnail, addGetVariant } from './download-photos.ts';
import { addGetEvents } from './get-events.ts';
import { addGetPhoto } from './get-photo.ts';
import { addGetStatuses } from './get-statuses.ts';
import { addGetUrls } from './get-urls.ts';
import { addListPhotos } from './list-photos.ts';
import { addRetryPhoto } from './retry-photo.ts';
import { addGetMonth, addGetTimeline } from './timeline.ts';

interface PhotoRoutesOptions {
  readonly config: Config;
  readonly stores: Stores;
  readonly photos: PhotoStore;
  readonly presigners: DownloadPresigners;
  readonly sendToOriginals: SendToOriginals | undefined;
  readonly logger: Logger;
  readonly closing: AbortSignal;
  readonly now: () => Date;
}

/** Routes that read and delete photos. */
export function addPhotoRoutes(app: App, options: PhotoRoutesOptions): void {
  const { config, stores, photos, presigners, sendToOriginals, logger, closing, now } = options;
  const album = createAlbum(stores, now);
  const describePhoto = createDescribePhoto(presigners.presignThumbnail);
  const feed = createOutcomeFeed({
    derived: stores.derived,
    maxWaiters: config.MAX_WAITERS,
    maxWaitersPerOwner: config.MAX_WAITERS_PER_OWNER,
    closing,
    onError: (err) => logger.warn({ err }, 'listing outcomes failed'),
  });
  const describeRow = createDescribeRow(describePhoto);
  const maxStreams = config.MAX_EVENT_STREAMS;
  const hub = createEventHub({ feed, describeRow, maxStreams, closing, now });
  const waitForOutcome = createWaitForOutcome(feed, photos);
  addGetEvents(app, { hub, now });
  addListPhotos(app, { album, describePhoto, now });
  addGetTimeline(app, { readTimeline: createReadTimeline(stores, now), now });
  addGetMonth(app, { readMonth: createReadMonth(stores, now) });
  const findNotified = createFindNotified(stores);
  addGetPhoto(app, { album, waitForOutcome, describePhoto, findNotified, ...presigners, now });
  addGetStatuses(app, { waitForAny: createWaitForAny(feed, album), describePhoto, now });
  addGetUrls(app, { album, ...presigners, now });
  addGetThumbnail(app, { album, ...presigners, now });
  addGetVariant(app, { photos, derived: stores.derived, ...presigners, now });
  addGetOriginal(app, { photos, ...presigners, now });
  addDeletePhoto(app, { photos });
  addDeletePhotos(app, { album, photos });
  if (sendToOriginals) addRetryPhoto(app, { album, retry: createRetryPhoto(stores, sendToOriginals) });
}
