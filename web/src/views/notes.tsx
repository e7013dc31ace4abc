import { useApp, useLanguage } from './use-app.ts';

/** Messages: what can be undone, and what happened. */
export function Notes() {
  const { deletions, toasts } = useApp();
  const { t, f } = useLanguage();
  const { length } = deletions.pending.value;
  const toast = toasts.current.value;
  return (
    <div class="notes" role="status">
      {toast && <div class={`note plain ${toast.needsPerson ? 'warm-note' : ''}`}>{toast.text}</div>}
      {length > 0 && (
        <div class="note">
          <span class="num">{t.deleted(length, f.number(length))}</span>
          <button type="button" id="undo" onClick={() => deletions.undo()}>
            {t.undo} <kbd aria-hidden="true">Z</kbd>
          </button>
        </div>
      )}
    </div>
  );
}
