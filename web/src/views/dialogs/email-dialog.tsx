import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Subscription } from '../../api/types.ts';
import { CloseIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';
import { Box } from './box.tsx';

/** Addresses that get an email when photos are ready. */
export function EmailDialog() {
  const { call } = useApp();
  const { t } = useLanguage();
  const addresses = useSignal<readonly Subscription[] | undefined>(undefined);
  const error = useSignal('');
  const load = async () => {
    const answer = await call<{ subscriptions: Subscription[] } | Subscription[]>('/v1/subscriptions');
    addresses.value = 'subscriptions' in answer ? answer.subscriptions : answer;
  };
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
      error.value = '';
      await load();
    } catch (problem) {
      error.value = problem instanceof Error ? problem.message : String(problem);
    }
  };
  useEffect(() => void attempt(async () => {}), []);
  return (
    <Box title={t.emailMe}>
      <p>{t.emailText}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const email = String(new FormData(form).get('email'));
          void attempt(() => call('/v1/subscriptions', { body: { email } })).then(() => form.reset());
        }}
      >
        <input
          class="field"
          type="email"
          name="email"
          required
          autocomplete="email"
          aria-label={t.emailAddress}
          placeholder={t.emailAddress}
        />
        <button type="submit" class="primary">
          {t.addAddress}
        </button>
      </form>
      <p class="bad" role="status">
        {error.value}
      </p>
      {addresses.value?.length === 0 && <p>{t.noAddresses}</p>}
      <ul class="list">
        {addresses.value?.map(({ email, status, subscriptionId }) => (
          <li key={email}>
            <div>
              <b>{email}</b>
              <small class={status === 'confirmed' ? 'good' : ''}>
                {status === 'confirmed' ? t.confirmedAddress : t.pendingAddress}
              </small>
            </div>
            {subscriptionId !== undefined && (
              <button
                type="button"
                class="round"
                aria-label={t.removeAddress(email)}
                onClick={() =>
                  void attempt(() =>
                    call(`/v1/subscriptions/${encodeURIComponent(subscriptionId)}`, { method: 'DELETE' }),
                  )
                }
              >
                <CloseIcon />
              </button>
            )}
          </li>
        ))}
      </ul>
    </Box>
  );
}
