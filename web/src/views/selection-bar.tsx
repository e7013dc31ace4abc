import { downloadPicked } from '../state/download.ts';
import { CloseIcon, DownloadIcon, ShareIcon, TrashIcon } from './icons.tsx';
import { focusSheet } from './focus-sheet.ts';
import { useApp, useLanguage } from './use-app.ts';

/** What can be done with the photos that are picked. */
export function SelectionBar() {
  const app = useApp();
  const { selection, deletions, dialog, config } = app;
  const { t, f } = useLanguage();
  const ids = [...selection.ids.value];
  if (ids.length === 0) return null;
  return (
    <section class="picked" aria-label={t.selected(ids.length, f.number(ids.length))}>
      <span class="num">{t.selected(ids.length, f.number(ids.length))}</span>
      <button type="button" aria-label={t.download} onClick={() => void downloadPicked(app, ids)}>
        <DownloadIcon />
        <span>{t.download}</span>
      </button>
      {config.value?.features.shares && (
        <button
          type="button"
          aria-label={t.share}
          onClick={() => {
            dialog.value = { kind: 'share', photoIds: ids };
          }}
        >
          <ShareIcon />
          <span>{t.share}</span>
        </button>
      )}
      <button
        type="button"
        aria-label={t.delete}
        onClick={() => {
          focusSheet();
          selection.clear();
          deletions.delete(ids);
        }}
      >
        <TrashIcon />
        <span>{t.delete}</span>
      </button>
      <button
        type="button"
        aria-label={t.clearSelection}
        onClick={() => {
          focusSheet();
          selection.clear();
        }}
      >
        <CloseIcon />
      </button>
    </section>
  );
}
