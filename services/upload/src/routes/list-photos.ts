import { createHash } from 'node:crypto';
import { firstPhotoIdBefore } from '@proofsheet/photos';
import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import type { DescribePhoto } from '../photos/describe-photo.ts';
import type { PageStart } from '../photos/list-page.ts';
import { commonProblems, emptyAnswer } from '../schemas/answers.ts';
import { AlbumPhoto, photoStatuses } from '../schemas/photo.ts';

interface ListPhotosOptions {
  readonly album: Album;
  readonly describePhoto: DescribePhoto;
  readonly now: () => Date;
}

const schema = {
  operationId: 'listPhotos',
  summary: 'List your photos, newest first',
  tags: ['photos'],
  querystring: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      cursor: Type.Optional(
        Type.String({
          maxLength: 2000,
          description: 'nextCursor of the previous page, or a cursor of GET /v1/timeline/{month}',
        }),
      ),
      before: Type.Optional(
        Type.String({
          maxLength: 40,
          description:
            'Instead of a cursor. Only photos uploaded before this month (`2026-07`), day (`2026-07-15`) or time, in UTC',
        }),
      ),
      status: Type.Optional(
        Type.Enum([...photoStatuses], {
          description:
            'Only photos with this status. A page then has fewer photos, or none, although more pages may follow',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object(
      {
        photos: Type.Array(AlbumPhoto),
        nextCursor: Type.Optional(Type.String({ description: 'Missing on the last page' })),
      },
      { title: 'AlbumPage', description: 'A page of the album' },
    ),
    304: emptyAnswer('The page matches If-None-Match'),
    ...commonProblems,
  },
};

/** `GET /v1/photos`: returns a page of the caller's album. */
export function addListPhotos(app: App, { album, describePhoto, now }: ListPhotosOptions): void {
  app.get('/v1/photos', { schema, handlerTimeout }, async ({ query, owner, headers, signal }, reply) => {
    const { limit = 50, status } = query;
    const { entries, next } = await album.list(owner, { from: readStart(query, owner), limit }, signal);
    const time = now();
    const wanted =
      status === undefined ? entries : entries.filter(({ outcome }) => outcome.status === status);
    const photos = await Promise.all(wanted.map((entry) => describePhoto(entry, time)));
    const page = { photos, ...(next !== undefined && { nextCursor: writeCursor(next) }) };
    const etag = createEtag(page);
    reply.headers({ etag, 'cache-control': 'private, no-store' });
    return matchesEtag(headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(page);
  });
}

/** @throws ProblemError `invalid-request` */
function readStart(
  { cursor, before }: { cursor?: string | undefined; before?: string | undefined },
  owner: string,
): PageStart | undefined {
  if (before === undefined) return cursor === undefined ? undefined : readCursor(cursor, owner);
  const photoId = readPosition(before);
  const wrong = (message: string) => ({ errors: [{ field: 'querystring/before', message }] });
  if (cursor !== undefined)
    throw new ProblemError('invalid-request', wrong('must not be used together with cursor'));
  if (photoId === undefined)
    throw new ProblemError('invalid-request', wrong('must be a month, a day or a time, such as 2026-07'));
  return { photoId };
}

/** Like the URLs in the page, this ETag changes every few minutes, not with each request. */
function createEtag(page: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(page)).digest('base64url').slice(0, 22)}"`;
}

/** A month, a day, or a time with its zone. */
const positions = /^\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?)?$/;

/** The smallest id of a photo uploaded before a point in time, or undefined when the text names none. */
function readPosition(text: string): string | undefined {
  const time = positions.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : firstPhotoIdBefore(time);
}

/**
 * Whether an If-None-Match header matches `etag`. Compares its list weakly; `*` matches every ETag.
 * https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  // An ETag may hold a comma, but no quote.
  const tags = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => tag.replace(/^W\//, '') === etag.replace(/^W\//, ''));
}
