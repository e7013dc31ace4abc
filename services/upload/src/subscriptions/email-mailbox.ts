/**
 * Returns the mailbox of an address without letter case and the part after `+`, so that many spellings of one address cannot
 * cause many confirmations.
 */
export function mailboxOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  return `${local.replace(/\+.*$/, '')}@${domain}`;
}
