import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../use-app.ts';
import { SignIn } from './sign-in.tsx';

/** The door over the page: what is queued waits behind it. */
export function SignInAgain() {
  const { t } = useLanguage();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!element.current?.open) element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} class="box" aria-label={t.signInAgain}>
      <SignIn />
    </dialog>
  );
}
