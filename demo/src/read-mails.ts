import { setTimeout as delay } from 'node:timers/promises';

/** A notification email of a photo, with the target of its link. */
export interface MailedPhoto {
  readonly subject: string;
  readonly body: string;
  /** The link in the email. */
  readonly link: string;
  /** The target of the link: a presigned URL of the thumbnail. */
  readonly location: string;
}

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly at: string;
}

/** Poll interval of the mailbox, in milliseconds. */
const pauseMs = 50;

/**
 * Reads the mailbox. An email does not contain the photo's id, but its link leads to an object key that does, so each
 * link is opened once.
 */
export function createMailReader(mailboxUrl: string) {
  const mailed: MailedPhoto[] = [];
  let seen = 0;

  let reading: Promise<void> | undefined;

  /** One read at a time, so that no email is read twice. */
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
    /** All emails so far. */
    async read(): Promise<readonly MailedPhoto[]> {
      await readNew();
      return mailed;
    },
    /** The email whose link leads to a key that contains `text`, or undefined after `timeoutMs`. */
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
