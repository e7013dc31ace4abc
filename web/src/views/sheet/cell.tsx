import type { SheetItem } from '../../state/sheet-source.ts';
import { stageOf } from '../../state/queue-counts.ts';
import { describeUpload } from '../describe-upload.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { PhotoFace } from './photo-cell.tsx';
import { UploadFace } from './upload-cell.tsx';

interface PlaceProps {
  /** Of the cell in the whole sheet. */
  readonly position: number;
  readonly column: number;
  readonly isTabStop: boolean;
}

/** A cell whose photo is not loaded yet. */
export function BlankCell(place: PlaceProps) {
  const { t } = useLanguage();
  return (
    <div
      id={`cell-${place.position}`}
      role="gridcell"
      class="cell"
      aria-colindex={place.column + 1}
      aria-label={t.loading}
      data-position={place.position}
      tabIndex={place.isTabStop ? 0 : -1}
    />
  );
}

/** The frame that names a month. */
export function MonthCell({
  month,
  photos,
  ...place
}: PlaceProps & { readonly month: string; readonly photos: number }) {
  const { t, f } = useLanguage();
  return (
    <div
      id={`cell-${place.position}`}
      role="gridcell"
      class="cell month"
      aria-colindex={place.column + 1}
      data-position={place.position}
      tabIndex={place.isTabStop ? 0 : -1}
    >
      <small class="num">{f.year(month)}</small>
      <h2>{f.monthName(month)}</h2>
      <span class="num">{t.photoCount(photos, f.number(photos))}</span>
    </div>
  );
}

/** A cell with a photo, or a file on its way to be one. */
export function Cell({ item, ...place }: PlaceProps & { readonly item: SheetItem }) {
  const { selection } = useApp();
  const { t, f } = useLanguage();
  const upload = item.kind === 'upload' ? item.item.upload.value : undefined;
  const photo = item.kind === 'upload' ? item.item.photo.value : item.photo;
  const name = upload?.name ?? photo?.filename ?? '';
  const photoId = photo?.photoId;
  const isSelected = photoId !== undefined && selection.ids.value.has(photoId);
  const stage = upload ? stageOf(upload, photo) : stageOfPhoto(photo?.status);
  const told = upload
    ? describeUpload({ t, f }, upload, photo, Date.now())
    : photo?.status === 'failed'
      ? t.reasons[photo.reason ?? 'corrupt']
      : '';
  return (
    <div
      id={`cell-${place.position}`}
      role="gridcell"
      class={`cell ${stage}${photoId === undefined ? '' : ' pickable'}`}
      aria-colindex={place.column + 1}
      aria-selected={photoId === undefined ? undefined : isSelected}
      // A failed one reads out its own text.
      aria-label={stage === 'needs-you' ? undefined : told === '' ? name : `${name}. ${told}`}
      data-position={place.position}
      tabIndex={place.isTabStop ? 0 : -1}
    >
      {item.kind === 'upload' ? <UploadFace item={item.item} /> : <PhotoFace photo={item.photo} />}
    </div>
  );
}

function stageOfPhoto(status: string | undefined): string {
  if (status === 'failed') return 'needs-you';
  return status === 'processing' ? 'developing' : 'ready';
}
