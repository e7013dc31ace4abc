/** What may have become of a photo. */
export type PhotoStatus = 'processing' | 'ready' | 'failed';

export type FailureReason =
  | 'empty'
  | 'too-large'
  | 'unsupported-format'
  | 'too-many-pixels'
  | 'too-many-frames'
  | 'too-narrow'
  | 'too-much-memory'
  | 'truncated'
  | 'corrupt'
  | 'timeout';

/** A photo as lists and events tell it. */
export interface Photo {
  readonly photoId: string;
  readonly filename: string;
  /** Bytes of the original; events don't tell it. */
  readonly size?: number;
  readonly uploadedAt: string;
  readonly status: PhotoStatus;
  readonly reason?: FailureReason;
  readonly readyAt?: string;
  readonly failedAt?: string;
  /** Pixels of the original, upright. */
  readonly width?: number;
  readonly height?: number;
  /** Base64url of a ThumbHash. */
  readonly thumbhash?: string;
  readonly takenAt?: string;
  readonly notifiedAt?: string;
  readonly thumbnail?: { readonly url: string; readonly size?: number; readonly expiresAt?: string };
  readonly variants?: readonly string[];
}

interface SignedUrl {
  readonly url: string;
  readonly expiresAt: string;
}

/** A photo as asked for by its id. */
export interface PhotoDetails extends Photo {
  readonly original?: SignedUrl & { readonly downloadUrl?: string };
  readonly variantUrls?: Readonly<Record<string, SignedUrl>>;
}

export interface AlbumPage {
  readonly photos: readonly Photo[];
  readonly nextCursor?: string;
}

export interface TimelineMonth {
  /** `2026-07`, in UTC. */
  readonly month: string;
  readonly photos: number;
  /** Value of `GET /v1/photos?before=`. */
  readonly before: string;
}

export interface Timeline {
  readonly asOf: string;
  /** Whether all photos have been counted. */
  readonly complete: boolean;
  readonly photos: number;
  readonly months: readonly TimelineMonth[];
}

export interface ClientConfig {
  readonly uploads: {
    readonly contentTypes: readonly string[];
    readonly maxBytes: number;
    readonly multipartFromBytes: number;
  };
  readonly signIn: readonly { readonly kind: 'oidc' | 'api-key'; readonly url: string }[];
  readonly features: {
    readonly subscriptions: boolean;
    readonly shares: boolean;
    readonly events: boolean;
  };
  readonly language: string;
}

export interface Session {
  readonly signedIn: boolean;
  /** Stable and opaque. */
  readonly owner?: string;
  readonly name?: string;
  readonly kind?: 'oidc' | 'api-key' | 'code';
  readonly expiresAt?: string;
}

export interface Share {
  readonly shareId: string;
  readonly url: string;
  readonly title?: string;
  readonly album: boolean;
  readonly photos?: number;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface SharedPhoto {
  readonly photoId: string;
  readonly filename: string;
  readonly width?: number;
  readonly height?: number;
  readonly thumbhash?: string;
  readonly takenAt?: string;
  readonly thumbnail: { readonly url: string };
  readonly screen?: { readonly url: string };
}

export interface Subscription {
  readonly subscriptionId?: string;
  readonly email: string;
  readonly status: 'pending' | 'confirmed';
}
