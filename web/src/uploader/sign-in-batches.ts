import { ApiError } from '../api/api-error.ts';
import type { SignedUpload, Transport } from './transport.ts';
import type { Upload } from './upload.ts';

/** The service signs at most so many in one call. */
const batchSize = 100;
/** A URL is not used when it ends within this time, in ms. */
const margin = 30_000;

interface SignInBatchesOptions {
  readonly transport: Pick<Transport, 'signUploads'>;
  /** Uploads that will be sent next, without those that have a URL. */
  readonly next: (count: number) => readonly Upload[];
  /** Keeps the photo ids before a byte leaves: after a crash they tell what S3 has. */
  readonly keep: (signed: ReadonlyMap<string, SignedUpload>) => Promise<void>;
  readonly now: () => number;
}

/** Signs just in time, up to 100 uploads a call, and hands out each URL by the upload's id. */
export function createSigner({ transport, next, keep, now }: SignInBatchesOptions) {
  const signed = new Map<string, SignedUpload>();
  let running: Promise<void> | undefined;

  function usable(id: string): SignedUpload | undefined {
    const found = signed.get(id);
    return found && found.expiresAt - margin > now() ? found : undefined;
  }

  async function signBatch(first: Upload, signal: AbortSignal): Promise<void> {
    const others = next(batchSize).filter(({ id }) => id !== first.id && !signed.has(id));
    const all = [first, ...others].slice(0, batchSize);
    const { batch, answers } = await signAllOrFirst(all, signal);
    const fresh = new Map<string, SignedUpload>();
    for (const [index, { id }] of batch.entries()) {
      const answer = answers[index];
      if (answer) fresh.set(id, answer);
    }
    await keep(fresh);
    for (const [id, answer] of fresh) signed.set(id, answer);
  }

  /** The service refuses all of a batch for one that it does not take; that one then fails alone. */
  async function signAllOrFirst(all: readonly Upload[], signal: AbortSignal) {
    try {
      return { batch: all, answers: await transport.signUploads(all, signal) };
    } catch (error) {
      const refusesOne = error instanceof ApiError && [400, 413, 415, 422].includes(error.status);
      if (!refusesOne || all.length === 1) throw error;
      const batch = all.slice(0, 1);
      return { batch, answers: await transport.signUploads(batch, signal) };
    }
  }

  return {
    /** A URL that can still be used. One call at a time: those who wait may find theirs in its answer. */
    async sign(upload: Upload, signal: AbortSignal): Promise<SignedUpload> {
      for (;;) {
        const found = usable(upload.id);
        if (found) return found;
        signed.delete(upload.id);
        if (running) {
          await running.catch(() => {});
          signal.throwIfAborted();
          if (usable(upload.id)) continue;
        }
        running = signBatch(upload, signal).finally(() => {
          running = undefined;
        });
        await running;
      }
    },
    /** Whether a URL is at hand that can still be used. */
    has: (id: string) => usable(id) !== undefined,
    forget(id: string): void {
      signed.delete(id);
    },
  };
}

export type Signer = ReturnType<typeof createSigner>;
