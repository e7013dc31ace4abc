import { ApiError } from '../api-error.ts';
import type { SentFile } from './sent-file.ts';
import type { SignedUpload, Transport } from './transport.ts';

/** The service signs at most so many in one call. */
const batchSize = 100;
/** A URL is not used when it ends within this time in ms, nor in the second half of a shorter life. */
const margin = 30_000;

interface SignInBatchesOptions {
  readonly transport: Pick<Transport, 'signUploads'>;
  /** Uploads that will be sent next, without those that have a URL. */
  readonly next: (count: number) => readonly SentFile[];
  /** Keeps the photo ids before a byte leaves: after a crash they tell what S3 has. */
  readonly keep: (signed: ReadonlyMap<string, SignedUpload>) => Promise<void>;
  readonly now: () => number;
}

/** Signs just in time, up to 100 uploads a call, and hands out each URL by the upload's id. */
export function createSigner({ transport, next, keep, now }: SignInBatchesOptions) {
  const signed = new Map<string, { readonly request: SignedUpload; readonly until: number }>();
  /** Uploads that wait for their URL right now. */
  const wanted = new Map<string, SentFile>();
  /** Why some of them get none. */
  const errors = new Map<string, unknown>();
  let running: Promise<void> | undefined;

  function usable(id: string): SignedUpload | undefined {
    const found = signed.get(id);
    return found && now() < found.until ? found.request : undefined;
  }

  async function signBatch(signal: AbortSignal): Promise<void> {
    // Uploads that start together are signed together.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const others = next(batchSize).filter(({ id }) => !wanted.has(id) && !usable(id));
    const all = [...wanted.values(), ...others].slice(0, batchSize);
    try {
      await signSome(all, signal);
    } catch (error) {
      const refusesOne = error instanceof ApiError && [400, 413, 415, 422].includes(error.status);
      if (refusesOne && all.length > 1) return signFirst(all.slice(0, 1), signal);
      for (const id of wanted.keys()) errors.set(id, error);
    }
  }

  /** The service refuses all of a batch for one that it does not take; that one then fails alone. */
  async function signFirst(first: readonly SentFile[], signal: AbortSignal): Promise<void> {
    await signSome(first, signal).catch((error) => {
      for (const { id } of first) errors.set(id, error);
    });
  }

  async function signSome(batch: readonly SentFile[], signal: AbortSignal): Promise<void> {
    const answers = await transport.signUploads(batch, signal);
    const fresh = new Map<string, SignedUpload>();
    for (const [index, { id }] of batch.entries()) {
      const answer = answers[index];
      if (answer) fresh.set(id, answer);
    }
    await keep(fresh);
    for (const [id, request] of fresh) signed.set(id, { request, until: usableUntil(request, now()) });
  }

  return {
    /** A URL that can still be used. One call at a time: those who wait may find theirs in its answer. */
    async sign(upload: SentFile, signal: AbortSignal): Promise<SignedUpload> {
      wanted.set(upload.id, upload);
      try {
        for (;;) {
          const found = usable(upload.id);
          if (found) return found;
          signal.throwIfAborted();
          running ??= signBatch(signal).finally(() => {
            running = undefined;
          });
          await running;
          if (errors.has(upload.id)) throw errors.get(upload.id);
        }
      } finally {
        wanted.delete(upload.id);
        errors.delete(upload.id);
      }
    },
    /** Whether a URL is at hand that can still be used. */
    has: (id: string) => usable(id) !== undefined,
    forget(id: string): void {
      signed.delete(id);
    },
  };
}

function usableUntil({ expiresAt }: SignedUpload, now: number): number {
  return Math.max(expiresAt - margin, now + (expiresAt - now) / 2);
}

export type Signer = ReturnType<typeof createSigner>;
