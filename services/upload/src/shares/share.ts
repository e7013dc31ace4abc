/** A read-only view of photos for whoever has its link: what its record holds. */
export interface Share {
  /** Newest first in listings, as ids of photos are. */
  readonly shareId: string;
  readonly owner: string;
  readonly title: string | undefined;
  /** The photos; undefined for the whole album, later photos included. */
  readonly photoIds: readonly string[] | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export function writeShare({ title, photoIds, createdAt, expiresAt }: Share): string {
  return JSON.stringify({ title, photoIds, createdAt, expiresAt });
}

export function readShare(owner: string, shareId: string, body: string): Share {
  const { title, photoIds, createdAt, expiresAt } = JSON.parse(body) as {
    title?: string;
    photoIds?: string[];
    createdAt: string;
    expiresAt: string;
  };
  return {
    shareId,
    owner,
    title,
    photoIds,
    createdAt: new Date(createdAt),
    expiresAt: new Date(expiresAt),
  };
}
