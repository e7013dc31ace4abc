import { useEffect, useRef } from 'preact/hooks';
import type { SharedPhoto } from '../../api/types.ts';
import { CloseIcon, LeftIcon, RightIcon } from '../icons.tsx';
import { useZoom } from '../lightbox/use-zoom.ts';
import { useLanguage } from '../use-app.ts';

interface SharedLightProps {
  readonly photos: readonly SharedPhoto[];
  readonly index: number;
  readonly onGo: (photoId: string) => void;
  readonly onClose: () => void;
}

/** A shared photo as large as it gets. */
export function SharedLight({ photos, index, onGo, onClose }: SharedLightProps) {
  const { t, f } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const photo = photos[index];
  const step = (by: 1 | -1) => {
    const next = photos[index + by];
    if (next) onGo(next.photoId);
  };
  const zoom = useZoom(step);
  if (!photo) return null;
  return (
    <dialog
      ref={dialog}
      class="light"
      aria-label={photo.filename}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') step(-1);
        if (key === 'ArrowRight') step(1);
      }}
    >
      <div class="view">
        <nav>
          <button type="button" class="round" aria-label={t.close} onClick={onClose}>
            <CloseIcon />
          </button>
          <span class="where num">{t.position(f.number(index + 1), f.number(photos.length))}</span>
        </nav>
        <div class="plate">
          <button
            type="button"
            class="round"
            aria-label={t.previous}
            disabled={index === 0}
            onClick={() => step(-1)}
          >
            <LeftIcon />
          </button>
          <div class="picture" {...zoom.handlers} style={zoom.style}>
            <img class="base" src={photo.thumbnail.url} alt="" />
            {photo.screen && (
              <img key={photo.photoId} class="full there" src={photo.screen.url} alt={photo.filename} />
            )}
          </div>
          <button
            type="button"
            class="round"
            aria-label={t.next}
            disabled={index === photos.length - 1}
            onClick={() => step(1)}
          >
            <RightIcon />
          </button>
        </div>
      </div>
    </dialog>
  );
}
