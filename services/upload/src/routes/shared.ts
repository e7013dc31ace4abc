import { variantKey } from '@proofsheet/photos';
import { type Static, Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import type { AlbumEntry } from '../photos/album-entry.ts';
import type { Stores } from '../photos/photo-store.ts';
import { commonProblems, problemAnswer } from '../schemas/answers.ts';
import { SharedPhoto } from '../schemas/share.ts';
import type { ShareLinks } from '../shares/share-links.ts';
import type { SharedPhotos } from '../shares/shared-photos.ts';

const SharedParams = Type.Object({
  token: Type.String({ maxLength: 2000, description: "Last part of a share's URL" }),
});

/** Errors of every route for visitors of a share. */
const sharedProblems = {
  404: problemAnswer('No such share, or it was closed; or no such photo in it'),
  408: commonProblems[408],
  410: problemAnswer('The share is over'),
  431: commonProblems[431],
  500: commonProblems[500],
  503: commonProblems[503],
};

const getSharedSchema = {
  operationId: 'getShared',
  summary: 'Get a share by its link',
  tags: ['shares'],
  security: [],
  params: SharedParams,
  response: {
    200: Type.Object(
      {
        title: Type.Optional(Type.String()),
        album: Type.Boolean(),
        expiresAt: Type.String({ format: 'date-time' }),
      },
      { title: 'Shared' },
    ),
    ...sharedProblems,
    400: commonProblems[400],
  },
};

/** `GET /v1/shared/{token}`: describes a share. The link is the only credential. */
export function addGetShared(app: App, { links }: { links: ShareLinks }): void {
  app.get(
    '/v1/shared/:token',
    { schema: getSharedSchema, handlerTimeout },
    async ({ params, signal }, reply) => {
      const { title, photoIds, expiresAt } = await links.open(params.token, signal);
      return reply.header('cache-control', 'no-store').send({
        ...(title !== undefined && { title }),
        album: photoIds === undefined,
        expiresAt: expiresAt.toISOString(),
      });
    },
  );
}

interface ListSharedPhotosOptions {
  readonly links: ShareLinks;
  readonly photos: SharedPhotos;
}

const listSharedPhotosSchema = {
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
    { schema: listSharedPhotosSchema, handlerTimeout },
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

interface GetSharedFileOptions {
  readonly links: ShareLinks;
  readonly photos: SharedPhotos;
  readonly stores: Stores;
}

/** Maximum bytes of a file. A screen variant has a tenth of it. */
const maxBytes = 4 * 1024 ** 2;

const getSharedFileSchema = {
  operationId: 'getSharedFile',
  summary: 'Download a picture of a share',
  tags: ['shares'],
  security: [],
  params: Type.Object({
    ...SharedParams.properties,
    photoId: Type.String({ maxLength: 200 }),
    file: Type.Enum(['thumbnail', 'screen']),
  }),
  response: {
    200: {
      description: 'The JPEG',
      content: { 'image/jpeg': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } },
    },
    ...sharedProblems,
    400: commonProblems[400],
  },
};

/**
 * `GET /v1/shared/{token}/photos/{photoId}/{file}`: sends the bytes itself, since a presigned URL would reveal the object
 * key and with it the owner.
 */
export function addGetSharedFile(app: App, { links, photos, stores }: GetSharedFileOptions): void {
  app.get(
    '/v1/shared/:token/photos/:photoId/:file',
    { schema: getSharedFileSchema, handlerTimeout },
    async ({ params, signal }, reply) => {
      const share = await links.open(params.token, signal);
      const entry = await photos.find(share, params.photoId, signal);
      if (!entry) throw new ProblemError('photo-not-found');
      const [store, key] =
        params.file === 'screen'
          ? [stores.derived, variantKey('screen', entry.key)]
          : [stores.thumbnails, entry.key];
      const object = await store.get(key, { maxBytes, signal });
      if (!object) throw new ProblemError('variant-not-found');
      const body = Buffer.from(object.body);
      object.release();
      return reply
        .headers({ 'cache-control': 'private, max-age=300', 'cross-origin-resource-policy': 'same-origin' })
        .type('image/jpeg')
        .send(body);
    },
  );
}
