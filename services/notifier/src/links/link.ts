/** A link in a notification. */
export interface Link {
  readonly url: string;
  /** When the link stops working; undefined if it works as long as the photo exists. */
  readonly ends: Date | undefined;
}

/** Creates a link to the photo with this key. */
export type CreateLink = (key: string) => Promise<Link>;
