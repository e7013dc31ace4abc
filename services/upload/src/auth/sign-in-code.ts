import { randomUUID } from 'node:crypto';
import type { ObjectStore } from '@proofsheet/object-store';
import type { Sealer } from './sealed-token.ts';

/** The person that a code signs in. */
export interface CodeHolder {
  readonly owner: string;
  /** Id of the API key that requested the code. Withdrawing the key ends the session. */
  readonly keyId: string | undefined;
}

export type SignInCodes = ReturnType<typeof createSignInCodes>;

/** One-time sign-in codes. A record in the derived bucket marks a used code, so that all pods know. */
export function createSignInCodes(sealer: Sealer, derived: ObjectStore, now: () => Date) {
  return {
    async issue({ owner, keyId }: CodeHolder, expiresAt: Date): Promise<string> {
      return sealer.seal({ owner, keyId, id: randomUUID() }, expiresAt);
    },

    /** Returns the owner, or undefined if the code was used, has expired or is invalid. */
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
