import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App } from '../state/app.ts';
import type { Formats } from '../texts/formats.ts';
import type { Texts } from '../texts/en.ts';

export const AppContext = createContext<App | undefined>(undefined);

/** All that the page knows. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('a view was rendered outside the page');
  return app;
}

/** Texts and formats of the reader's language. */
export function useLanguage(): { readonly t: Texts; readonly f: Formats } {
  const { texts, formats } = useApp().language.value;
  return { t: texts, f: formats };
}
