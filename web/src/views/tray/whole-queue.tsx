import { useApp, useLanguage } from '../use-app.ts';

/** What can be done with all files at once. */
export function WholeQueue() {
  const { queue, uploads } = useApp();
  const { t } = useLanguage();
  const { queued, uploading, paused } = queue.counts.value;
  const failed = [...queue.ofStage('needs-you')].filter(
    ({ upload }) => upload.value.failure?.kind === 'server' || upload.value.failure?.kind === 'unreadable',
  );
  const missing = [...queue.ofStage('needs-you')].filter(({ upload }) => upload.value.status === 'missing');
  const open = queued + uploading + paused;
  if (open === 0 && failed.length === 0 && missing.length === 0) return null;
  return (
    <div class="all">
      {failed.length > 0 && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            for (const { id } of failed) void uploads.value?.uploader.retry(id);
          }}
        >
          {t.retryAll}
        </button>
      )}
      {missing.length > 0 && (
        <button
          type="button"
          class="quiet"
          onClick={() => void uploads.value?.continueMissing(missing.map(({ id }) => id))}
        >
          {t.continueUpload}
        </button>
      )}
      {open > 0 && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            const items = [...queue.ofStage('queued', 'uploading', 'paused')];
            for (const { id } of items) void uploads.value?.uploader.remove(id);
          }}
        >
          {t.cancelAll}
        </button>
      )}
    </div>
  );
}
