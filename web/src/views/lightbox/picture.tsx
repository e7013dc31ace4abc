import { useState } from 'preact/hooks';
import type { Photo } from '../../api/types.ts';
import { retryPhoto } from '../../state/retry-photo.ts';
import { WarnIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';
import { useZoom } from './use-zoom.ts';

interface PictureProps {
  readonly photo: Photo | undefined;
  readonly isGone: boolean;
  readonly screenUrl: string | undefined;
  readonly originalUrl: string | undefined;
  readonly onStep: (step: 1 | -1) => void;
}

/** The thumbnail at once, the larger size over it when it is there, and the original for who looks closely. */
export function Picture({ photo, isGone, screenUrl, originalUrl, onStep }: PictureProps) {
  const app = useApp();
  const { t } = useLanguage();
  const [isThere, setThere] = useState(false);
  const zoom = useZoom(onStep);
  if (isGone) return <Trouble text={t.photoNotFound} />;
  if (!photo) return <div class="picture" aria-busy="true" />;
  if (photo.status === 'failed') {
    return (
      <Trouble text={t.reasons[photo.reason ?? 'corrupt']}>
        {photo.reason === 'timeout' && (
          <button type="button" onClick={() => void retryPhoto(app, photo)}>
            {t.tryAgain}
          </button>
        )}
      </Trouble>
    );
  }
  if (photo.status === 'processing') return <Trouble text={t.stored} />;
  const full =
    zoom.isClose && canShow(photo.filename)
      ? (originalUrl ?? screenUrl)
      : (screenUrl ?? shown(photo, originalUrl));
  return (
    <div class="picture" {...zoom.handlers} style={zoom.style}>
      {photo.thumbnail && (
        <img class="base" src={photo.thumbnail.url} alt="" crossorigin="anonymous" draggable={false} />
      )}
      {full !== undefined && (
        <img
          class={`full ${isThere ? 'there' : ''}`}
          src={full}
          alt={photo.filename}
          crossorigin="anonymous"
          draggable={false}
          onLoad={() => setThere(true)}
        />
      )}
    </div>
  );
}

function Trouble({
  text,
  children,
}: {
  readonly text: string;
  readonly children?: preact.ComponentChildren;
}) {
  return (
    <div class="picture">
      <div class="trouble">
        <WarnIcon />
        <p>{text}</p>
        {children}
      </div>
    </div>
  );
}

/** Without a larger size the original serves, where browsers can show it. */
function shown({ filename }: Photo, originalUrl: string | undefined): string | undefined {
  return canShow(filename) ? originalUrl : undefined;
}

function canShow(filename: string): boolean {
  return /\.(jpe?g|png|webp|gif|avif)$/i.test(filename);
}
