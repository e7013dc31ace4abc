interface Mail {
  readonly subject: string;
  readonly body: string;
}

/** All mails that announce photos. */
export async function readMailbox(mailboxUrl: string): Promise<Mail[]> {
  const answer = await fetch(mailboxUrl, { headers: { accept: 'application/json' } });
  const mails = (await answer.json()) as Mail[];
  return mails.filter(({ subject }) => !subject.includes('Subscription Confirmation'));
}
