import type { Photo } from '../../api/types.ts';
import { downloadOriginal } from '../../state/download.ts';
import { copyText } from '../copy-text.ts';
import { DownloadIcon, LinkIcon, ShareIcon, TrashIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';
import { Path } from './path.tsx';

/** What is known of a photo, and what can be done with it. */
export function About({ photo, onDelete }: { readonly photo: Photo; readonly onDelete: () => void }) {
  const app = useApp();
  const { t, f } = useLanguage();
  const { photoId, filename, takenAt, uploadedAt, size, width, height } = photo;
  return (
    <aside class="told-of" aria-label={t.details}>
      <h1>{filename}</h1>
      <dl class="num">
        {takenAt !== undefined && (
          <>
            <dt>{t.taken}</dt>
            <dd>{f.taken(takenAt)}</dd>
          </>
        )}
        <dt>{t.added}</dt>
        <dd>{f.dateTime(uploadedAt)}</dd>
        {size !== undefined && (
          <>
            <dt>{t.size}</dt>
            <dd>{f.size(size)}</dd>
          </>
        )}
        {width !== undefined && height !== undefined && (
          <>
            <dt>{t.pixels}</dt>
            <dd>
              {f.number(width)} × {f.number(height)}
            </dd>
          </>
        )}
      </dl>
      <Path photo={photo} />
      <div class="acts">
        <button type="button" onClick={() => void downloadOriginal(app, photoId)}>
          <DownloadIcon />
          {t.downloadOriginal}
        </button>
        <button
          type="button"
          onClick={() => void copyText(app, new URL(`/p/${photoId}`, location.href).href)}
        >
          <LinkIcon />
          {t.copyLink}
        </button>
        {app.config.value?.features.shares && photo.status === 'ready' && (
          <button
            type="button"
            onClick={() => {
              app.dialog.value = { kind: 'share', photoIds: [photoId] };
            }}
          >
            <ShareIcon />
            {t.share}
          </button>
        )}
        <button type="button" class="warm-act" onClick={onDelete}>
          <TrashIcon />
          {t.delete}
        </button>
      </div>
    </aside>
  );
}
