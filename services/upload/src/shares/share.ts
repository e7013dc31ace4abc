/** The record of a share: a read-only view of photos for visitors with its link. */
export interface Share {
  /** Like photo ids, sorts the newest first in listings. */
  readonly shareId: string;
  readonly owner: string;
  readonly title: string | undefined;
  /** The photos; undefined for the whole album, including later photos. */
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
