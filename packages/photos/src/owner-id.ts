import { createHash } from 'node:crypto';

/**
 * The owner's name in object keys: 32 hex digits. A hash, because an issuer's `sub` may hold anything, a slash or
 * an e-mail address too, and object keys are seen by more people than tokens are.
 */
export function ownerId(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 32);
}
