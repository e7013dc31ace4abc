/**
 * The mailbox that an address belongs to, as far as it can be told: letter case and the part behind `+` make no other
 * mailbox, so that one person cannot be sent many confirmations by many spellings.
 */
export function mailboxOf(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  return `${local.replace(/\+.*$/, '')}@${domain}`;
}
