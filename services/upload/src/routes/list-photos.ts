import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import type { AlbumEntry } from '../photos/album-entry.ts';
import type { ListAlbum } from '../photos/list-album.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { emptyAnswer } from '../schemas/answer.ts';
import { AlbumPhoto, photoStatuses } from '../schemas/photo.ts';
import { commonProblems } from '../schemas/problem.ts';

interface ListPhotosOptions {
  readonly listAlbum: ListAlbum;
  readonly presignThumbnail: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'listPhotos',
  summary: 'Your photos, newest first',
  tags: ['photos'],
  querystring: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      cursor: Type.Optional(
        Type.String({ maxLength: 2000, description: 'nextCursor of the page before this one' }),
      ),
      status: Type.Optional(
        Type.Enum([...photoStatuses], {
          description:
            'Only photos of that status. A page then has fewer, or none, though more may follow it',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object(
      {
        photos: Type.Array(AlbumPhoto),
        nextCursor: Type.Optional(Type.String({ description: 'Only when there are more' })),
      },
      { title: 'AlbumPage', description: 'A page of the album' },
    ),
    304: emptyAnswer('The page is as its ETag in If-None-Match says'),
    ...commonProblems,
  },
};

/** `GET /v1/photos`: a page of the caller's album. */
export function addListPhotos(app: App, { listAlbum, presignThumbnail, now }: ListPhotosOptions): void {
  app.get('/v1/photos', { schema, handlerTimeout }, async ({ query, owner, headers, signal }, reply) => {
    const { limit = 50, cursor, status } = query;
    const after = cursor === undefined ? undefined : readCursor(cursor, owner);
    const { entries, next } = await listAlbum(owner, { after, limit }, signal);
    const time = now();
    const wanted = status === undefined ? entries : entries.filter((entry) => entry.status === status);
    const photos = await Promise.all(wanted.map((entry) => describe(entry, presignThumbnail, time)));
    const page = { photos, ...(next !== undefined && { nextCursor: writeCursor(next) }) };
    const etag = createEtag(page);
    reply.headers({ etag, 'cache-control': 'private, no-store' });
    return headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(page);
  });
}

async function describe(
  entry: AlbumEntry,
  presign: PresignDownload,
  now: Date,
): Promise<Static<typeof AlbumPhoto>> {
  const { key, photoId, filename, size, status } = entry;
  const photo = { photoId, filename, size, uploadedAt: entry.uploadedAt.toISOString(), status };
  if (entry.status === 'failed') return { ...photo, reason: entry.reason };
  if (entry.status === 'processing') return photo;
  return { ...photo, thumbnail: { size: entry.thumbnailSize, ...(await presign(key, now)) } };
}

/** The URLs in the page change by the minute, not by the request, and so does this. */
function createEtag(page: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(page)).digest('base64url').slice(0, 22)}"`;
}
