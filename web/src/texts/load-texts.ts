import { en, type Texts } from './en.ts';
import { createFormats, type Formats } from './formats.ts';

export interface Language {
  readonly texts: Texts;
  readonly formats: Formats;
}

/** English is at hand; another language comes only to those who read it. */
export async function loadLanguage(code: string): Promise<Language> {
  const texts = code === 'ko' ? (await import('./ko.ts')).ko : en;
  return { texts, formats: createFormats(texts.language) };
}

/** The first language of the reader's that there is. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[]): string {
  const known = wanted.map((code) => code?.toLowerCase().split('-')[0]);
  return known.find((code) => code === 'ko' || code === 'en') ?? 'en';
}
