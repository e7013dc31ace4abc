import { ApiError } from '@proofsheet/client';
import { copyText } from '../copy-text.ts';
import { useApp, useLanguage } from '../use-app.ts';

/** The album could not be listed: what was said, and what to tell an operator. */
export function LoadFailed({ retry }: { readonly retry: () => void }) {
  const app = useApp();
  const { t } = useLanguage();
  const error = app.album.error.value;
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <main class="middle">
      <div class="gate" role="alert">
        <h1>{t.loadFailed}</h1>
        <p>{app.isOnline.value ? (error instanceof Error ? error.message : '') : t.offline}</p>
        <button type="button" class="primary" onClick={retry}>
          {t.tryAgain}
        </button>
        {requestId !== undefined && (
          <button type="button" class="quiet" onClick={() => void copyText(app, requestId)}>
            {t.requestId} <code>{requestId}</code> · {t.copy}
          </button>
        )}
      </div>
    </main>
  );
}
