import { setTimeout as delay } from 'node:timers/promises';

/** A mail that announces a photo, with where its link leads. */
export interface MailedPhoto {
  readonly subject: string;
  readonly body: string;
  /** The link in the mail. */
  readonly link: string;
  /** Where the link leads: a presigned URL of the thumbnail. */
  readonly location: string;
}

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly at: string;
}

/** Milliseconds between two looks into the mailbox. */
const pauseMs = 50;

/**
 * Reads the mailbox. A mail does not name its photo's id, but its link leads to an object that does: each link is
 * opened once.
 */
export function createMailReader(mailboxUrl: string) {
  const mailed: MailedPhoto[] = [];
  let seen = 0;

  let reading: Promise<void> | undefined;

  /** One at a time, so that no mail is read twice. */
  function readNew(): Promise<void> {
    reading ??= openNewMails().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function openNewMails(): Promise<void> {
    const answer = await fetch(mailboxUrl, { headers: { accept: 'application/json' } });
    const mails = (await answer.json()) as Mail[];
    for (const { subject, body } of mails.slice(seen)) {
      seen += 1;
      const link = /https?:\/\/\S+\/l\/\S+/.exec(body)?.[0];
      if (!link) continue;
      const { headers } = await fetch(link, { redirect: 'manual' });
      mailed.push({ subject, body, link, location: headers.get('location') ?? '' });
    }
  }

  return {
    /** All mails so far. */
    async read(): Promise<readonly MailedPhoto[]> {
      await readNew();
      return mailed;
    },
    /** The mail whose link leads to an object with this text in its key; undefined if none comes within the time. */
    async waitFor(text: string, timeoutMs: number): Promise<MailedPhoto | undefined> {
      for (const end = Date.now() + timeoutMs; ; await delay(pauseMs)) {
        await readNew();
        const found = mailed.find(({ location }) =>
          decodeURIComponent(location.split('?')[0] ?? '').includes(text),
        );
        if (found || Date.now() > end) return found;
      }
    },
  };
}
