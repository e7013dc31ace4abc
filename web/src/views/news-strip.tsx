import { useApp, useLanguage } from './use-app.ts';

/** One line below the bar for what keeps uploads from going on. */
export function NewsStrip() {
  const app = useApp();
  const { t } = useLanguage();
  const session = app.session.state.value;
  if (session.state === 'signed-out' && session.wasOver) {
    return (
      <div class="strip-news" role="alert">
        {t.sessionOver}
        <button type="button" onClick={() => signInAgain(app)}>
          {t.signInAgain}
        </button>
      </div>
    );
  }
  if (!app.isOnline.value) {
    return (
      <div class="strip-news" role="status">
        {t.offline}
      </div>
    );
  }
  if (app.uploads.value?.storageFull.value && app.queue.counts.value.bytesLeft > 0) {
    return (
      <div class="strip-news" role="status">
        {t.storageFull}
      </div>
    );
  }
  return null;
}

/** What is queued stays: the page comes back to it. */
function signInAgain(app: ReturnType<typeof useApp>): void {
  const oidc = app.config.value?.signIn.find(({ kind }) => kind === 'oidc');
  if (oidc) location.assign(`${oidc.url}?returnTo=${encodeURIComponent(location.pathname)}`);
  else app.session.askAgain();
}
