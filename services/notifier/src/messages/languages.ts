import type { Announcement, Mail } from './announcement.ts';
import { writeEnglish } from './write-english.ts';
import { writeKorean } from './write-korean.ts';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** Subject and body of a mail, by language. */
export const writeMail: Record<Language, (announcement: Announcement) => Mail> = {
  en: writeEnglish,
  ko: writeKorean,
};
