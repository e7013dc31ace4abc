/** Where an email leads. */
export interface Link {
  readonly url: string;
  /** When it stops working. */
  readonly ends: Date;
}

/** Creates a link to the photo with this key. */
export type CreateLink = (key: string) => Promise<Link>;
