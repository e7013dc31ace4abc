import { useSignal } from '@preact/signals';
import { Mark } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';

/** The door. Tokens stay out of the browser: the service signs people in and sets a cookie. */
export function SignIn() {
  const app = useApp();
  const { t } = useLanguage();
  const isRefused = useSignal(false);
  const isBusy = useSignal(false);
  const ways = app.config.value?.signIn ?? [];
  const oidc = ways.find(({ kind }) => kind === 'oidc');
  const hasKeys = ways.some(({ kind }) => kind === 'api-key');
  const enter = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get('key');
    isBusy.value = true;
    isRefused.value = !(await app.session.enter({ apiKey: String(key) }).catch(() => false));
    isBusy.value = false;
  };
  return (
    <main class="middle">
      <div class="gate">
        <Mark />
        <h1>{t.signInTitle}</h1>
        <p>{t.signInText}</p>
        {app.linkRefused.value && <p class="bad">{t.linkRefused}</p>}
        {oidc && (
          <a class="primary" href={`${oidc.url}?returnTo=${encodeURIComponent(location.pathname)}`}>
            {t.signIn}
          </a>
        )}
        {oidc && hasKeys && <div class="or">·</div>}
        {hasKeys && (
          <form onSubmit={enter}>
            <label for="key">{t.apiKey}</label>
            <input
              id="key"
              name="key"
              class="field"
              type="password"
              autocomplete="off"
              required
              aria-describedby="key-refused"
            />
            <button type="submit" class={oidc ? 'quiet' : 'primary'} disabled={isBusy.value}>
              {oidc ? t.withKey : t.signIn}
            </button>
            <p id="key-refused" class="bad" role="status">
              {isRefused.value ? t.keyRefused : ''}
            </p>
          </form>
        )}
        {app.config.value && ways.length === 0 && <p class="bad">{t.noSignIn}</p>}
        <button
          type="button"
          class="quiet"
          lang={t.otherLanguageCode}
          onClick={() => void app.setLanguage(t.otherLanguageCode)}
        >
          {t.otherLanguage}
        </button>
      </div>
    </main>
  );
}
