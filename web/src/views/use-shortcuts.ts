import { useEffect } from 'preact/hooks';
import type { App } from '../state/app.ts';
import { chooseFiles } from './choose-files.ts';
import { useApp } from './use-app.ts';

/** Keys that work anywhere on the page, but where a person writes. */
export function useShortcuts(): void {
  const app = useApp();
  useEffect(() => {
    const stop = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        const { target, ctrlKey, metaKey, altKey } = event;
        if (event.defaultPrevented || ctrlKey || metaKey || altKey) return;
        if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
        if (event.key === 'Escape') return stepBack(app);
        if (document.querySelector('dialog[open]') && event.key !== 'z') return;
        if (!app.preferences.singleKeys.value) return;
        if (act(app, event.key)) event.preventDefault();
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, []);
}

function stepBack(app: App): void {
  if (app.selection.ids.value.size > 0) app.selection.clear();
  else if (app.search.text.value !== '') void app.search.start('');
}

/** Returns whether the key means something. */
function act(app: App, key: string): boolean {
  switch (key.toLowerCase()) {
    case 'u':
      chooseFiles(app);
      return true;
    case 'z':
      if (app.deletions.pending.value.length === 0) return false;
      app.deletions.undo();
      return true;
    case 'g':
      document.querySelector<HTMLElement>('.rail')?.focus();
      return true;
    case '/':
      document.querySelector<HTMLElement>('#search')?.focus();
      return true;
    case '?':
      app.dialog.value = { kind: 'shortcuts' };
      return true;
    default:
      return false;
  }
}
