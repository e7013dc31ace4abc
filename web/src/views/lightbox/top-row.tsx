import { downloadOriginal } from '../../state/download.ts';
import { copyText } from '../copy-text.ts';
import { CloseIcon, DownloadIcon, InfoIcon, LinkIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';

interface TopRowProps {
  /** None while nothing is known of the photo. */
  readonly photoId: string | undefined;
  readonly where: string;
  readonly onClose: () => void;
}

/** The way out, where in the album this is, and what is done most often. */
export function TopRow({ photoId, where, onClose }: TopRowProps) {
  const app = useApp();
  const { t } = useLanguage();
  const { details } = app.preferences;
  return (
    <nav>
      <button type="button" class="round" aria-label={t.close} onClick={onClose}>
        <CloseIcon />
      </button>
      <span class="where num">{where}</span>
      {photoId !== undefined && (
        <>
          <button
            type="button"
            class="round"
            aria-label={t.downloadOriginal}
            onClick={() => void downloadOriginal(app, photoId)}
          >
            <DownloadIcon />
          </button>
          <button
            type="button"
            class="round"
            aria-label={t.copyLink}
            onClick={() => void copyText(app, new URL(`/p/${photoId}`, location.href).href)}
          >
            <LinkIcon />
          </button>
          <button
            type="button"
            class="round"
            aria-label={t.details}
            aria-pressed={details.value}
            onClick={() => {
              details.value = !details.value;
            }}
          >
            <InfoIcon />
          </button>
        </>
      )}
    </nav>
  );
}
