import { createHash } from 'node:crypto';

/**
 * The owner's id in object keys: 32 hex digits. It is a hash, because a `sub` may contain anything, such as a slash or an
 * email address, and more people see object keys than tokens.
 */
export function ownerId(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 32);
}
