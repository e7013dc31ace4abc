/** Where a mail leads. */
export interface Link {
  readonly url: string;
  /** From then on it no longer works. */
  readonly ends: Date;
}

/** Makes a link to the thumbnail of the photo with this key. */
export type CreateLink = (key: string) => Promise<Link>;
