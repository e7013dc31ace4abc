import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../icons.tsx';
import { useApp, useLanguage } from '../use-app.ts';

/** A window over the page. */
export function Box({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const { dialog } = useApp();
  const { t } = useLanguage();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!element.current?.open) element.current?.showModal();
  }, []);
  const close = () => {
    dialog.value = undefined;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      ref={element}
      class="box"
      aria-label={title}
      onClose={close}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" class="round" aria-label={t.close} onClick={close}>
          <CloseIcon />
        </button>
      </header>
      {children}
    </dialog>
  );
}
