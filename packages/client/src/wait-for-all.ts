import { ApiError, NoAnswer } from './api-error.ts';
import type { Api } from './create-api.ts';
import { type AlbumPhoto, getStatuses } from './generated/index.ts';
import { pause } from './pause.ts';
import { backOff } from './upload/decide-after-error.ts';

/** Photos that one call asks for, and seconds that it may wait: the most that the API takes. */
const photosAtOnce = 200;
const waitSeconds = 20;
/** Calls that fail one after the other until the last error is thrown. */
const maxFailures = 8;

interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Is told of each photo once it is ready or has failed. */
  readonly onPhoto?: (photo: AlbumPhoto) => void;
}

/**
 * Waits until each of the photos is ready or has failed, and returns them in that order. A photo that is not there counts
 * as one that is still being sent: give a signal, such as `AbortSignal.timeout(60_000)`, to end the wait.
 * @throws ApiError, NoAnswer after several attempts, or the reason of the signal
 */
export type WaitForAll = (photoIds: readonly string[], options?: WaitOptions) => Promise<AlbumPhoto[]>;

export function createWaitForAll(api: Api, random: () => number = Math.random): WaitForAll {
  return async (photoIds, { signal, onPhoto } = {}) => {
    const waiting = new Set(photoIds);
    const settled = new Map<string, AlbumPhoto>();
    let failures = 0;
    while (waiting.size > 0) {
      signal?.throwIfAborted();
      const asked = [...waiting].slice(0, photosAtOnce);
      try {
        const { photos } = await getStatuses({
          client: api,
          body: { photoIds: asked, wait: waitSeconds },
          ...(signal && { signal }),
        });
        failures = 0;
        for (const photo of photos) {
          if (photo.status === 'processing' || !waiting.delete(photo.photoId)) continue;
          settled.set(photo.photoId, photo);
          onPhoto?.(photo);
        }
      } catch (error) {
        signal?.throwIfAborted();
        failures += 1;
        if (!isPassing(error) || failures >= maxFailures) throw error;
        const wanted = error instanceof ApiError ? error.retryAfter : undefined;
        await pause(wanted ?? backOff(failures - 1, random), signal);
        continue;
      }
      // Those that were asked for come last the next time, so that all of a long list have their turn.
      for (const photoId of asked) if (waiting.delete(photoId)) waiting.add(photoId);
    }
    return photoIds.flatMap((photoId) => settled.get(photoId) ?? []);
  };
}

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || [408, 429].includes(error.status);
  return error instanceof NoAnswer;
}
