import { variantKey } from '@proofsheet/photos';
import { Type } from 'typebox';
import { type App, goneSignal, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import type { AlbumEntry } from '../photos/album-entry.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { bodyProblems, commonProblems } from '../schemas/answers.ts';
import { photoIds } from '../schemas/photo.ts';

interface GetUrlsOptions {
  readonly album: Album;
  readonly presignOriginal: PresignDownload;
  readonly presignOriginalFile: PresignDownload;
  readonly presignThumbnail: PresignDownload;
  readonly presignDerived: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'getUrls',
  summary: 'Get the URLs of files of several photos',
  tags: ['photos'],
  body: Type.Object(
    {
      photoIds: photoIds(200),
      of: Type.String({
        pattern: '^[a-z0-9-]{1,32}$',
        description: '`original`, `thumbnail`, or the name of a variant',
        examples: ['original'],
      }),
      download: Type.Optional(
        Type.Boolean({ description: 'Makes browsers save originals instead of showing them' }),
      ),
    },
    { additionalProperties: false, title: 'UrlQuery' },
  ),
  response: {
    200: Type.Object(
      {
        urls: Type.Array(
          Type.Object({
            photoId: Type.String(),
            filename: Type.String({ description: 'File name of the original' }),
            size: Type.Optional(Type.Integer({ minimum: 0, description: 'Bytes, if they are known' })),
            url: Type.String({ description: 'Gives access to the file without credentials. Keep it secret' }),
            expiresAt: Type.String({ format: 'date-time' }),
          }),
          { description: 'In the order of the request' },
        ),
        missing: Type.Array(Type.String(), {
          description: 'Ids of photos that have no such file, or not yet, or are not yours',
        }),
      },
      { title: 'Urls' },
    ),
    ...commonProblems,
    ...bodyProblems,
  },
};

/** `POST /v1/photos/urls`: returns presigned URLs of one kind of file of up to 200 photos. */
export function addGetUrls(app: App, { album, now, ...presigners }: GetUrlsOptions): void {
  app.post('/v1/photos/urls', { schema, handlerTimeout }, async ({ body, owner }, reply) => {
    const gone = goneSignal(reply);
    const { of, download = false } = body;
    if (download && of !== 'original') {
      const errors = [{ field: 'body/download', message: 'is only supported for originals' }];
      throw new ProblemError('invalid-request', { errors });
    }
    const ids = [...new Set(body.photoIds)];
    const entries = await album.findAll(owner, ids, gone);
    const find = findFile(of, download, presigners);
    const time = now();
    const found = await Promise.all(
      ids.map(async (photoId) => {
        const entry = entries.get(photoId);
        const file = entry && find(entry);
        if (!entry || !file) return undefined;
        const { key, presign, ...size } = file;
        return { photoId, filename: entry.filename, ...size, ...(await presign(key, time)) };
      }),
    );
    const urls = found.filter((file) => file !== undefined);
    const known = new Set(urls.map(({ photoId }) => photoId));
    const missing = ids.filter((id) => !known.has(id));
    return reply.header('cache-control', 'private, no-store').send({ urls, missing });
  });
}

/** Finds a photo's file of that kind; undefined if there is none. */
function findFile(of: string, download: boolean, presigners: Omit<GetUrlsOptions, 'album' | 'now'>) {
  const { presignOriginal, presignOriginalFile, presignThumbnail, presignDerived } = presigners;
  return ({ key, size, outcome }: AlbumEntry) => {
    if (of === 'original') return { key, size, presign: download ? presignOriginalFile : presignOriginal };
    if (outcome.status !== 'ready') return undefined;
    if (of === 'thumbnail') return { key, size: outcome.thumbnailBytes, presign: presignThumbnail };
    return outcome.variants.includes(of) ? { key: variantKey(of, key), presign: presignDerived } : undefined;
  };
}
