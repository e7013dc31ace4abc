/** Which events of a bucket go to which queue. */
export interface QueueConfiguration {
  readonly id: string;
  readonly queueArn: string;
  /** With `s3:`, e.g. `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** What a key begins with, decoded. */
  readonly prefix: string;
  /** What a key ends with, decoded. */
  readonly suffix: string;
}
