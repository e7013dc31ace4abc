import type { App } from '../state/app.ts';

/** Puts a text on the clipboard and says so. */
export async function copyText({ toasts, language }: App, text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toasts.show(language.value.texts.copied);
}
