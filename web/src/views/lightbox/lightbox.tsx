import { useEffect, useRef } from 'preact/hooks';
import type { Photo } from '../../api/types.ts';
import type { SheetView } from '../../state/sheet-view.ts';
import { LeftIcon, RightIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';
import { About } from './about.tsx';
import { Picture } from './picture.tsx';
import { TopRow } from './top-row.tsx';
import { useNeighbours } from './use-neighbours.ts';

/** One photo as large as it gets, and how it got here. */
export function Lightbox({ photoId, view }: { readonly photoId: string; readonly view: SheetView }) {
  const app = useApp();
  const { t, f } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const neighbours = useNeighbours(view, photoId);
  const { router, details, preferences } = app;
  const showsDetails = preferences.details.value;

  useEffect(() => {
    const element = dialog.current;
    if (!element?.open) element?.showModal();
  }, []);
  useReturnFocus(view, photoId);
  useEffect(() => {
    void details.show(photoId).catch(() => {});
    for (const id of [neighbours.next, neighbours.previous]) if (id) void details.prepare(id).catch(() => {});
  }, [photoId, neighbours.next, neighbours.previous]);

  const current = details.current.value;
  const found = current?.photoId === photoId ? current.details : undefined;
  const known = app.queue.ofPhoto(photoId)?.photo.value ?? app.album.photo(photoId);
  void app.album.version.value;
  const photo: Photo | undefined =
    found === 'not-found'
      ? known
      : known?.status === 'processing'
        ? { ...known, ...found }
        : merge(found, known);
  const close = () => router.leave({ page: 'album' });
  const goTo = (id: string | undefined) => id && router.go({ page: 'photo', photoId: id }, 'replace');

  return (
    <dialog
      ref={dialog}
      class={`light ${showsDetails && photo ? 'told' : ''}`}
      aria-label={photo?.filename ?? t.photo}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') goTo(neighbours.previous);
        else if (event.key === 'ArrowRight') goTo(neighbours.next);
        else if (event.key === 'Delete' && photo)
          deleteShown(app, photoId, neighbours.next ?? neighbours.previous);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div class="view">
        <TopRow
          photoId={photo && photoId}
          where={
            neighbours.index === undefined
              ? ''
              : t.position(f.number(neighbours.index + 1), f.number(neighbours.total))
          }
          onClose={close}
        />
        <div class="plate">
          <button
            type="button"
            class="round"
            aria-label={t.previous}
            disabled={!neighbours.previous}
            onClick={() => goTo(neighbours.previous)}
          >
            <LeftIcon />
          </button>
          <Picture
            key={photoId}
            photo={photo}
            isGone={found === 'not-found' && !known}
            screenUrl={typeof found === 'object' ? found.variantUrls?.screen?.url : undefined}
            originalUrl={typeof found === 'object' ? found.original?.url : undefined}
            onStep={(step) => goTo(step < 0 ? neighbours.previous : neighbours.next)}
          />
          <button
            type="button"
            class="round"
            aria-label={t.next}
            disabled={!neighbours.next}
            onClick={() => goTo(neighbours.next)}
          >
            <RightIcon />
          </button>
        </div>
      </div>
      {showsDetails && photo && (
        <About
          photo={photo}
          onDelete={() => deleteShown(app, photoId, neighbours.next ?? neighbours.previous)}
        />
      )}
    </dialog>
  );
}

/** Whoever closes it stands at the photo that they saw last. */
function useReturnFocus(view: SheetView, photoId: string): void {
  const last = useRef(photoId);
  last.current = photoId;
  useEffect(
    () => () => {
      const position = view.positionOf(last.current);
      if (position === undefined) return;
      view.focus.value = position;
      view.reveal(position);
      view.focusWanted.value = true;
    },
    [],
  );
}

/** What events told is fresher than what was asked for. */
function merge(found: Photo | undefined, known: Photo | undefined): Photo | undefined {
  return found && known ? { ...found, ...known } : (known ?? found);
}

function deleteShown(app: ReturnType<typeof useApp>, photoId: string, next: string | undefined): void {
  if (next) app.router.go({ page: 'photo', photoId: next }, 'replace');
  else app.router.leave({ page: 'album' });
  app.deletions.delete([photoId]);
}
