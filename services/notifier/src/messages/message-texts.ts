/** What a mail is about. */
export interface Announcement {
  readonly fileName: string;
  readonly link: string;
  readonly linkEnds: Date;
}

/** SNS's limits: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
interface Message {
  /** Fewer than 100 characters, no line breaks. */
  readonly subject: string;
  readonly body: string;
}

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** Subject and body of a mail, by language. */
export const messageTexts: Record<Language, (announcement: Announcement) => Message> = {
  en: ({ fileName, link, linkEnds }) => ({
    subject: 'A new photo has been uploaded!',
    body: `${fileName} is here.\n\nSee it, until ${day(linkEnds, 'en')}:\n${link}\n`,
  }),
  ko: ({ fileName, link, linkEnds }) => ({
    subject: '새롭게 사진이 업로드되었어요!',
    body: `${fileName} 사진이 도착했어요.\n\n${day(linkEnds, 'ko')}까지 여기에서 볼 수 있어요:\n${link}\n`,
  }),
};

function day(date: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
