interface Email {
  readonly subject: string;
  readonly body: string;
}

/** All emails about photos. */
export async function readMailbox(mailboxUrl: string): Promise<Email[]> {
  const answer = await fetch(mailboxUrl, { headers: { accept: 'application/json' } });
  const emails = (await answer.json()) as Email[];
  return emails.filter(({ subject }) => !subject.includes('Subscription Confirmation'));
}
