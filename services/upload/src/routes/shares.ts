import { createPhotoId, isPhotoId } from '@proofsheet/photos';
import { type Static, Type } from 'typebox';
import { type App, goneSignal, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import { bodyProblems, commonProblems, emptyAnswer, problemAnswer } from '../schemas/answers.ts';
import { photoIds } from '../schemas/photo.ts';
import { ShareAnswer } from '../schemas/share.ts';
import type { Share } from '../shares/share.ts';
import type { ShareLinks } from '../shares/share-links.ts';
import { maxShares, type ShareStore } from '../shares/share-store.ts';

interface CreateShareOptions {
  readonly album: Album;
  readonly shares: ShareStore;
  readonly links: ShareLinks;
  readonly now: () => Date;
}

const NewShare = Type.Object(
  {
    photoIds: Type.Optional(photoIds(500)),
    album: Type.Optional(
      Type.Boolean({ description: 'Share the whole album, including later photos. Replaces photoIds' }),
    ),
    title: Type.Optional(Type.String({ maxLength: 200 })),
    expiresIn: Type.Optional(
      Type.Integer({ minimum: 60, maximum: 90 * 86_400, default: 604_800, description: 'Seconds' }),
    ),
  },
  { additionalProperties: false, title: 'NewShare' },
);

const createShareSchema = {
  operationId: 'createShare',
  summary: 'Create a link that shows photos without signing in',
  tags: ['shares'],
  body: NewShare,
  response: {
    201: ShareAnswer,
    ...commonProblems,
    ...bodyProblems,
    404: problemAnswer('One of the photos is not yours'),
    409: problemAnswer('There are as many shares as an owner may have'),
  },
};

/** `POST /v1/shares`: creates a link to some photos or to the album. */
export function addCreateShare(app: App, { album, shares, links, now }: CreateShareOptions): void {
  app.post('/v1/shares', { schema: createShareSchema, handlerTimeout }, async ({ body, owner }, reply) => {
    const signal = goneSignal(reply);
    if ((body.photoIds === undefined) !== (body.album === true)) {
      const errors = [{ field: 'body', message: 'must have either photoIds or album: true' }];
      throw new ProblemError('invalid-request', { errors });
    }
    const ids = body.photoIds && [...new Set(body.photoIds)];
    const found = ids && (await album.findAll(owner, ids, signal));
    if (ids?.some((id) => !found?.has(id))) throw new ProblemError('photo-not-found');
    const createdAt = now();
    const open = (await shares.list(owner, signal)).filter(({ expiresAt }) => expiresAt > createdAt);
    if (open.length >= maxShares) throw new ProblemError('too-many-shares');
    const end = createdAt.getTime() + (body.expiresIn ?? 604_800) * 1000;
    const share = {
      shareId: createPhotoId(createdAt.getTime()),
      owner,
      title: body.title,
      photoIds: ids,
      createdAt,
      expiresAt: new Date(Math.floor(end / 1000) * 1000),
    };
    await shares.add(share, signal);
    return reply
      .code(201)
      .header('cache-control', 'no-store')
      .send(describeShare(share, await links.write(share)));
  });
}

interface ListSharesOptions {
  readonly shares: ShareStore;
  readonly links: ShareLinks;
  readonly now: () => Date;
}

const listSharesSchema = {
  operationId: 'listShares',
  summary: 'List your active shares, newest first',
  tags: ['shares'],
  response: {
    200: Type.Object({ shares: Type.Array(ShareAnswer) }, { title: 'Shares' }),
    ...commonProblems,
  },
};

/** `GET /v1/shares`. A share may have another URL each time; all of them stay valid. */
export function addListShares(app: App, { shares, links, now }: ListSharesOptions): void {
  app.get('/v1/shares', { schema: listSharesSchema, handlerTimeout }, async ({ owner, signal }, reply) => {
    const time = now();
    const open = (await shares.list(owner, signal)).filter(({ expiresAt }) => expiresAt > time);
    const described = await Promise.all(
      open.map(async (share) => describeShare(share, await links.write(share))),
    );
    return reply.header('cache-control', 'no-store').send({ shares: described });
  });
}

const deleteShareSchema = {
  operationId: 'deleteShare',
  summary: 'Close a share',
  tags: ['shares'],
  params: Type.Object({ shareId: Type.String({ maxLength: 200 }) }),
  response: {
    204: emptyAnswer('Its link opens nothing any more, within seconds; whether or not it was open'),
    ...commonProblems,
    ...bodyProblems,
  },
};

/** `DELETE /v1/shares/{shareId}`. */
export function addDeleteShare(app: App, { shares }: { shares: ShareStore }): void {
  app.delete(
    '/v1/shares/:shareId',
    { schema: deleteShareSchema, handlerTimeout },
    async ({ params, owner, signal }, reply) => {
      // Ids of shares have the form of those of photos.
      if (isPhotoId(params.shareId)) await shares.remove(owner, params.shareId, signal);
      return reply.code(204).send();
    },
  );
}

/** A share as its owner sees it. */
function describeShare(share: Share, url: string): Static<typeof ShareAnswer> {
  const { shareId, title, photoIds, createdAt, expiresAt } = share;
  return {
    shareId,
    url,
    ...(title !== undefined && { title }),
    album: photoIds === undefined,
    ...(photoIds && { photos: photoIds.length }),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
