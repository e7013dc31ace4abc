import type { CorsRule } from './cors/cors-rule.ts';
import type { MultipartUpload } from './multipart/multipart-upload.ts';
import type { QueueConfiguration } from './notifications/queue-configuration.ts';
import type { ObjectIndex } from './object-index.ts';

/** A bucket: its settings, which are kept, its objects, and the uploads under way, which are not. */
export interface Bucket {
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly settings: BucketSettings;
  readonly objects: ObjectIndex;
  readonly uploads: Map<string, MultipartUpload>;
}

export interface BucketSettings {
  cors: readonly CorsRule[];
  notifications: readonly QueueConfiguration[];
  /** XML of configurations without effect, by the query parameter that selects them. */
  documents?: Readonly<Record<string, string>>;
}
