import type { Email, Notification } from './notification.ts';
import { writeEnglish } from './write-english.ts';
import { writeKorean } from './write-korean.ts';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** Subject and body of an email, by language. */
export const writeEmail: Record<Language, (notification: Notification) => Email> = {
  en: writeEnglish,
  ko: writeKorean,
};
