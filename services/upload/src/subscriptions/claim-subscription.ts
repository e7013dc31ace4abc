import { createHash } from 'node:crypto';
import type { ObjectStore } from '@proofsheet/object-store';
import { subscriptionClaimKey } from '@proofsheet/photos';
import { ProblemError } from '../http/problem.ts';

/** Record that a pod writes before it asks SNS for a subscription. */
interface Claim {
  /** SHA-256 of the mailbox. */
  readonly mailbox: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface ClaimOptions {
  /** Where claims are kept. */
  readonly derived: ObjectStore;
  readonly now: () => Date;
}

interface Wanted {
  readonly owner: string;
  readonly mailbox: string;
  /** Mailboxes of the subscriptions that SNS lists. */
  readonly listed: readonly string[];
  readonly max: number;
}

/** Whether the claim was taken, SNS was already asked within the last minute, or the owner has reached the maximum. */
export type ClaimResult = 'claimed' | 'claimed-before' | 'too-many';

/**
 * Lifetime of a claim in milliseconds. SNS lists a new subscription after some seconds, and from then on the list counts. If
 * a pod dies before it asks SNS, the address is blocked no longer than this.
 */
const claimMs = 60_000;
const maxBytes = 64 * 1024;
/** Maximum attempts when pods write at the same time. */
const maxAttempts = 10;

/**
 * Claims an address for a subscription. Without claims, parallel requests could send more confirmations than an owner may
 * have subscriptions, because SNS sends one for every request and lists the subscription only later.
 */
export function createClaimSubscription({ derived, now }: ClaimOptions) {
  async function tryClaim({ owner, listed, max, ...wanted }: Wanted, signal: AbortSignal) {
    const key = subscriptionClaimKey(owner);
    const stored = await derived.get(key, { maxBytes, signal });
    const time = now().getTime();
    const claims = readClaims(stored?.body).filter(({ at }) => time - at < claimMs);
    const mailbox = hashMailbox(wanted.mailbox);
    if (claims.some((claim) => claim.mailbox === mailbox)) return 'claimed-before';
    const mailboxes = new Set([...claims.map((claim) => claim.mailbox), ...listed.map(hashMailbox)]);
    if (mailboxes.size >= max) return 'too-many';
    const expected = stored ? { etag: stored.etag } : 'absent';
    const body = JSON.stringify([...claims, { mailbox, at: time }]);
    const written = await derived.put(key, body, { contentType: 'application/json', expected }, signal);
    return written === undefined ? undefined : 'claimed';
  }
  return {
    /** @throws ProblemError `too-many-requests` if other requests keep writing at the same time. */
    async claim(wanted: Wanted, signal: AbortSignal): Promise<ClaimResult> {
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        const result = await tryClaim(wanted, signal);
        if (result !== undefined) return result;
      }
      throw new ProblemError('too-many-requests', { headers: { 'retry-after': '1' } });
    },
    /** Removes a claim after SNS refused the address or the owner removed the subscription, so that the next request asks SNS. */
    async release({ owner, mailbox }: Pick<Wanted, 'owner' | 'mailbox'>, signal: AbortSignal): Promise<void> {
      const key = subscriptionClaimKey(owner);
      const stored = await derived.get(key, { maxBytes, signal });
      if (!stored) return;
      const hash = hashMailbox(mailbox);
      const left = readClaims(stored.body).filter((claim) => claim.mailbox !== hash);
      const expected = { etag: stored.etag };
      await derived.put(key, JSON.stringify(left), { contentType: 'application/json', expected }, signal);
    },
  };
}

export type ClaimSubscription = ReturnType<typeof createClaimSubscription>;

function readClaims(body: Buffer | undefined): Claim[] {
  return body === undefined ? [] : (JSON.parse(body.toString()) as Claim[]);
}

function hashMailbox(mailbox: string): string {
  return createHash('sha256').update(mailbox).digest('hex');
}
