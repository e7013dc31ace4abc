import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { addFiles } from '../state/add-files.ts';
import type { App } from '../state/app.ts';
import { type Dropped, readDrop } from '../uploader/read-drop.ts';
import { useApp, useLanguage } from './use-app.ts';

/** Files that are queued together, so that the first of a large folder need not wait for the last. */
const together = 200;

/** Takes files that are dropped or pasted anywhere on the page. */
export function DropTarget() {
  const app = useApp();
  const { t } = useLanguage();
  const isOver = useSignal(false);
  useEffect(() => {
    const stop = new AbortController();
    const on = <Type extends keyof WindowEventMap>(type: Type, act: (event: WindowEventMap[Type]) => void) =>
      window.addEventListener(type, act, { signal: stop.signal });
    on('dragenter', ({ dataTransfer }) => {
      isOver.value = dataTransfer?.types.includes('Files') ?? false;
    });
    on('dragover', (event) => event.preventDefault());
    on('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) isOver.value = false;
    });
    on('drop', (event) => {
      event.preventDefault();
      isOver.value = false;
      if (event.dataTransfer) void addAll(app, event.dataTransfer);
    });
    on('paste', ({ clipboardData }) => {
      if (clipboardData && clipboardData.files.length > 0) void addAll(app, clipboardData);
    });
    return () => stop.abort();
  }, []);
  return isOver.value ? <div class="over">{t.dropHere}</div> : null;
}

async function addAll(app: App, transfer: DataTransfer): Promise<void> {
  const addedAt = Date.now();
  let dropped: Dropped[] = [];
  for await (const one of readDrop(transfer)) {
    if (dropped.push(one) < together) continue;
    void addFiles(app, dropped, addedAt);
    dropped = [];
  }
  if (dropped.length > 0) void addFiles(app, dropped, addedAt);
}
