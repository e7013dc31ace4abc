import { randomUUID } from 'node:crypto';
import type { ObjectStore } from '@proofsheet/object-store';
import type { Sealer } from './sealed-token.ts';

/** Whom a code signs in. */
export interface CodeHolder {
  readonly owner: string;
  /** Of the API key by which it was asked for; its end is the session's end. */
  readonly keyId: string | undefined;
}

export type SignInCodes = ReturnType<typeof createSignInCodes>;

/** One-time sign-in codes. A record in the derived bucket marks a used code, so that all pods know. */
export function createSignInCodes(sealer: Sealer, derived: ObjectStore, now: () => Date) {
  return {
    async issue({ owner, keyId }: CodeHolder, expiresAt: Date): Promise<string> {
      return sealer.seal({ owner, keyId, id: randomUUID() }, expiresAt);
    },

    /** The owner that it signs in, or undefined when the code was used, has expired or is invalid. */
    async redeem(code: string, signal: AbortSignal): Promise<CodeHolder | undefined> {
      const opened = await sealer.open(code, now());
      if (!opened) return undefined;
      const { owner, keyId, id } = opened as unknown as CodeHolder & { id: string };
      const options = { contentType: 'application/json', expected: 'absent' } as const;
      const taken = await derived.put(`claims/sign-in/${id}`, '{}', options, signal);
      return taken === undefined ? undefined : { owner, keyId };
    },
  };
}
