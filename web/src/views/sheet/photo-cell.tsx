import type { Photo } from '../../api/types.ts';
import { WarnIcon } from '../icons.tsx';
import { retryPhoto } from '../../state/retry-photo.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { Thumbnail } from './thumbnail.tsx';

/** What a cell shows of a photo that the service has. */
export function PhotoFace({ photo }: { readonly photo: Photo }) {
  const app = useApp();
  const { t } = useLanguage();
  if (photo.status === 'failed') {
    return (
      <div class="trouble">
        <WarnIcon />
        <b>{photo.filename}</b>
        <p>{t.reasons[photo.reason ?? 'corrupt']}</p>
        {photo.reason === 'timeout' ? (
          <button type="button" tabIndex={-1} onClick={() => void retryPhoto(app, photo)}>
            {t.tryAgain}
          </button>
        ) : (
          <button type="button" tabIndex={-1} onClick={() => app.deletions.delete([photo.photoId])}>
            {t.delete}
          </button>
        )}
      </div>
    );
  }
  if (photo.status === 'processing') {
    return (
      <>
        <span class="noname">{photo.filename}</span>
        <div class="way">
          <i />
        </div>
      </>
    );
  }
  return <Thumbnail photo={photo} />;
}
