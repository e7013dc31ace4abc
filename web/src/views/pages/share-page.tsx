import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError } from '@proofsheet/client';
import type { SharedPhoto } from '../../api/types.ts';
import { Mark } from '../icons.tsx';
import { averageColour } from '../../sheet/average-colour.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { SharedLight } from './shared-light.tsx';

interface SharedAlbum {
  readonly title?: string;
  readonly expiresAt: string;
}

/** What someone shared: photos to look at, and no way to more. */
export function SharePage({ token, photoId }: { readonly token: string; readonly photoId?: string }) {
  const app = useApp();
  const { t, f } = useLanguage();
  const album = useSignal<SharedAlbum | 'over' | undefined>(undefined);
  const photos = useSignal<readonly SharedPhoto[]>([]);
  const cursor = useSignal<string | undefined>(undefined);
  const path = `/v1/shared/${encodeURIComponent(token)}`;

  const loadMore = async () => {
    const query = new URLSearchParams({
      limit: '200',
      ...(cursor.value !== undefined && { cursor: cursor.value }),
    });
    const page = await app.call<{ photos: SharedPhoto[]; nextCursor?: string }>(`${path}/photos?${query}`);
    photos.value = [...photos.value, ...page.photos];
    cursor.value = page.nextCursor;
  };
  useEffect(() => {
    const load = async () => {
      album.value = await app.call<SharedAlbum>(path);
      await loadMore();
    };
    void load().catch((error) => {
      if (error instanceof ApiError) album.value = 'over';
    });
  }, [token]);
  if (album.value === 'over') return <Over />;
  const index = photos.value.findIndex((photo) => photo.photoId === photoId);
  const go = (id: string | undefined, how: 'push' | 'replace' = 'push') =>
    app.router.go({ page: 'share', token, ...(id !== undefined && { photoId: id }) }, how);
  return (
    <>
      <main class="shared">
        <div class="heading">
          <h1>{album.value?.title ?? t.sharedAlbum}</h1>
          <span class="num">
            {photos.value.length > 0 && t.photoCount(photos.value.length, f.number(photos.value.length))}
            {album.value && ` · ${t.ends(f.date(album.value.expiresAt))}`}
          </span>
        </div>
        <div class="frames">
          {photos.value.map((photo) => (
            <button
              type="button"
              key={photo.photoId}
              class="cell"
              aria-label={photo.filename}
              onClick={() => go(photo.photoId)}
            >
              <img
                class="there"
                src={photo.thumbnail.url}
                alt=""
                loading="lazy"
                style={{ backgroundColor: averageColour(photo.thumbhash) }}
              />
            </button>
          ))}
        </div>
        {cursor.value !== undefined && <More load={loadMore} />}
      </main>
      {photos.value[index] && (
        <SharedLight
          photos={photos.value}
          index={index}
          onGo={(id) => go(id, 'replace')}
          onClose={() => app.router.leave({ page: 'share', token })}
        />
      )}
    </>
  );
}

/** Loads the next page when its end is seen. */
function More({ load }: { readonly load: () => Promise<void> }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void load());
    observer.observe(end.current);
    return () => observer.disconnect();
  });
  return <div ref={end} class="end" />;
}

function Over() {
  const { t } = useLanguage();
  return (
    <main class="middle">
      <div class="gate">
        <Mark />
        <h1>{t.shareOver}</h1>
        <p>{t.shareOverText}</p>
      </div>
    </main>
  );
}
