import { signal } from '@preact/signals';
import { ApiError } from '@proofsheet/client';
import type { CallApi } from '../api/call-api.ts';
import type { PhotoDetails } from '../api/types.ts';

/** Milliseconds before its URLs end at which an answer is not used any more. */
const margin = 20_000;

export type Details = PhotoDetails | 'not-found' | undefined;

/** What is asked for one photo at a time: larger sizes and the original. */
export class PhotoDetailsStore {
  readonly current = signal<{ readonly photoId: string; readonly details: Details } | undefined>(undefined);
  readonly #call: CallApi;
  readonly #known = new Map<string, PhotoDetails>();

  constructor(call: CallApi) {
    this.#call = call;
  }

  /** Shows a photo's details as soon as they are there. */
  async show(photoId: string): Promise<void> {
    this.current.value = { photoId, details: this.#usable(photoId) };
    let details: Details;
    try {
      details = await this.load(photoId);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      details = 'not-found';
    }
    if (this.current.value?.photoId === photoId) this.current.value = { photoId, details };
  }

  /** Loads a photo's details, and its larger size, before someone looks at it. */
  async prepare(photoId: string): Promise<void> {
    const { variantUrls } = await this.load(photoId);
    if (!variantUrls?.screen) return;
    const image = new Image();
    image.crossOrigin = 'anonymous';
    image.src = variantUrls.screen.url;
  }

  async load(photoId: string): Promise<PhotoDetails> {
    const known = this.#usable(photoId);
    if (known) return known;
    const details = await this.#call<PhotoDetails>(`/v1/photos/${encodeURIComponent(photoId)}`);
    this.#known.set(photoId, details);
    return details;
  }

  forget(photoId: string): void {
    this.#known.delete(photoId);
  }

  #usable(photoId: string): PhotoDetails | undefined {
    const known = this.#known.get(photoId);
    if (known?.status !== 'ready') return undefined;
    const end = known.variantUrls?.screen?.expiresAt ?? known.original?.expiresAt;
    return end !== undefined && Date.parse(end) - margin > Date.now() ? known : undefined;
  }
}
