import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Share } from '../../api/types.ts';
import { copyText } from '../copy-text.ts';
import { LinkIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';
import { Box } from './box.tsx';

/** What is shared, and the way to end it. */
export function SharesDialog() {
  const app = useApp();
  const { t, f } = useLanguage();
  const shares = useSignal<readonly Share[] | undefined>(undefined);
  useEffect(() => {
    void app.call<{ shares: Share[] }>('/v1/shares').then((answer) => {
      shares.value = answer.shares;
    });
  }, []);
  const stop = async ({ shareId }: Share) => {
    await app.call(`/v1/shares/${encodeURIComponent(shareId)}`, { method: 'DELETE' });
    shares.value = shares.value?.filter((share) => share.shareId !== shareId);
    app.toasts.show(t.stopped);
  };
  return (
    <Box title={t.shares}>
      {shares.value?.length === 0 && <p>{t.noShares}</p>}
      <ul class="list">
        {shares.value?.map((share) => (
          <li key={share.shareId}>
            <div>
              <b>
                {share.title ??
                  (share.album ? t.wholeAlbum : t.photoCount(share.photos ?? 0, f.number(share.photos ?? 0)))}
              </b>
              <small class="num">{t.ends(f.date(share.expiresAt))}</small>
            </div>
            <button
              type="button"
              class="round"
              aria-label={t.copyLink}
              onClick={() => void copyText(app, share.url)}
            >
              <LinkIcon />
            </button>
            <button type="button" class="quiet" onClick={() => void stop(share)}>
              {t.stopSharing}
            </button>
          </li>
        ))}
      </ul>
    </Box>
  );
}
