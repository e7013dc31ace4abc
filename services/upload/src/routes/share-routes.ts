import type { Config } from '../config.ts';
import type { App } from '../http/create-server.ts';
import { createAlbum } from '../photos/album.ts';
import type { Stores } from '../photos/photo-store.ts';
import { createShareLinks } from '../shares/share-links.ts';
import { createShareStore } from '../shares/share-store.ts';
import { createSharedPhotos } from '../shares/shared-photos.ts';
import { addGetShared, addGetSharedFile, addListSharedPhotos } from './shared.ts';
import { addCreateShare, addDeleteShare, addListShares } from './shares.ts';

interface ShareRoutesOptions {
  readonly config: Config;
  readonly stores: Stores;
  readonly now: () => Date;
}

/** Routes of shares: for owners, who create and revoke them, and for visitors with a link. */
export function createShareRoutes({ config, stores, now }: ShareRoutesOptions) {
  const album = createAlbum(stores, now);
  const shares = createShareStore(stores.derived);
  const links = createShareLinks({ keys: config.LINK_KEYS, shares, publicUrl: config.PUBLIC_URL, now });
  const photos = createSharedPhotos(album);
  return {
    addForOwners(app: App): void {
      addCreateShare(app, { album, shares, links, now });
      addListShares(app, { shares, links, now });
      addDeleteShare(app, { shares });
    },
    addForAll(app: App): void {
      addGetShared(app, { links });
      addListSharedPhotos(app, { links, photos });
      addGetSharedFile(app, { links, photos, stores });
    },
  };
}
