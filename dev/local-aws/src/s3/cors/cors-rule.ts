/** Who may call from a browser: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
export interface CorsRule {
  readonly id?: string;
  /** One `*` each at most. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** One `*` each at most. */
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds?: number;
}
