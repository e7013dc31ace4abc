import { useSignal } from '@preact/signals';
import type { Share } from '../../api/types.ts';
import { copyText } from '../copy-text.ts';
import { useApp, useLanguage } from '../use-app.ts';
import { Box } from './box.tsx';

const days = [1, 7, 30, 90];

/** Makes a link that shows photos to anyone who has it, for a time. */
export function ShareDialog({ photoIds }: { readonly photoIds: readonly string[] }) {
  const app = useApp();
  const { t, f } = useLanguage();
  const share = useSignal<Share | undefined>(undefined);
  const error = useSignal('');
  const create = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const expiresIn = Number(new FormData(event.currentTarget).get('days')) * 86_400;
    try {
      share.value = await app.call<Share>('/v1/shares', { body: { photoIds, expiresIn } });
    } catch (problem) {
      error.value = problem instanceof Error ? problem.message : String(problem);
    }
  };
  return (
    <Box title={t.shareTitle}>
      <p>{t.shareText(photoIds.length, f.number(photoIds.length))}</p>
      {share.value ? (
        <>
          <div class="inline">
            <input class="field" readOnly value={share.value.url} aria-label={t.copyLink} />
            <button
              type="button"
              class="primary"
              onClick={() => share.value && void copyText(app, share.value.url)}
            >
              {t.copyLink}
            </button>
          </div>
          <p class="num">{t.ends(f.date(share.value.expiresAt))}</p>
        </>
      ) : (
        <form onSubmit={create}>
          <label class="inline">
            {t.shareFor}
            <select name="days" class="field">
              {days.map((count) => (
                <option key={count} value={count} selected={count === 7}>
                  {t.days(count)}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" class="primary">
            {t.createLink}
          </button>
        </form>
      )}
      <p class="bad" role="status">
        {error.value}
      </p>
    </Box>
  );
}
