import type { AlbumPhoto, Photo as PhotoAnswer } from '@proofsheet/client/api';

export type {
  AlbumPage,
  ClientConfig,
  Session,
  Share,
  SharedPhoto,
  Subscription,
  Timeline,
} from '@proofsheet/client/api';

export type FailureReason = NonNullable<AlbumPhoto['reason']>;

/** A photo as lists and events tell it. Events don't tell the size. */
export type Photo = Omit<AlbumPhoto, 'size' | 'thumbnail'> & {
  readonly size?: number;
  readonly notifiedAt?: string;
  readonly thumbnail?: { readonly url: string; readonly size?: number; readonly expiresAt?: string };
};

/** A photo as asked for by its id. */
export type PhotoDetails = Photo & Partial<Pick<PhotoAnswer, 'original' | 'variantUrls'>>;
