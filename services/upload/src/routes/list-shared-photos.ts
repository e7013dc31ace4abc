import { type Static, Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { AlbumEntry } from '../photos/album-entry.ts';
import { commonProblems } from '../schemas/problem.ts';
import { SharedPhoto } from '../schemas/share.ts';
import { SharedParams, sharedProblems } from '../schemas/shared.ts';
import type { ShareLinks } from '../shares/share-links.ts';
import type { SharedPhotos } from '../shares/shared-photos.ts';

interface ListSharedPhotosOptions {
  readonly links: ShareLinks;
  readonly photos: SharedPhotos;
}

const schema = {
  operationId: 'listSharedPhotos',
  summary: 'List the photos of a share that are ready',
  tags: ['shares'],
  security: [],
  params: SharedParams,
  querystring: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
      cursor: Type.Optional(Type.String({ maxLength: 100, description: 'nextCursor of the previous page' })),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object(
      { photos: Type.Array(SharedPhoto), nextCursor: Type.Optional(Type.String()) },
      { title: 'SharedPage' },
    ),
    ...sharedProblems,
    400: commonProblems[400],
  },
};

/** `GET /v1/shared/{token}/photos`. The answer reveals no owner, no object key and no URL of S3, which would contain both. */
export function addListSharedPhotos(app: App, { links, photos }: ListSharedPhotosOptions): void {
  app.get(
    '/v1/shared/:token/photos',
    { schema, handlerTimeout },
    async ({ params, query, signal }, reply) => {
      const { token } = params;
      const { limit = 50, cursor: from } = query;
      const share = await links.open(token, signal);
      const page = await photos.list(share, { from, limit }, signal);
      if (!page) {
        const errors = [{ field: 'querystring/cursor', message: 'must be a nextCursor of this share' }];
        throw new ProblemError('invalid-request', { errors });
      }
      const described = page.entries.flatMap((entry) => describe(entry, `/v1/shared/${token}/photos`));
      return reply
        .header('cache-control', 'no-store')
        .send({ photos: described, ...(page.next !== undefined && { nextCursor: page.next }) });
    },
  );
}

function describe({ photoId, filename, outcome }: AlbumEntry, path: string): Static<typeof SharedPhoto>[] {
  if (outcome.status !== 'ready') return [];
  const { dimensions, thumbhash, takenAt, variants } = outcome;
  return [
    {
      photoId,
      filename,
      ...dimensions,
      ...(thumbhash !== undefined && { thumbhash }),
      ...(takenAt !== undefined && { takenAt }),
      thumbnail: { url: `${path}/${photoId}/thumbnail` },
      ...(variants.includes('screen') && { screen: { url: `${path}/${photoId}/screen` } }),
    },
  ];
}
