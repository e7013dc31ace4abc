import { createPhotoId } from '@proofsheet/photos';
import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { goneSignal } from '../http/gone-signal.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import { photoIds } from '../schemas/photo-ids.ts';
import { bodyProblems, commonProblems, problemAnswer } from '../schemas/problem.ts';
import { ShareAnswer } from '../schemas/share.ts';
import { describeShare } from '../shares/describe-share.ts';
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

const schema = {
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
  app.post('/v1/shares', { schema, handlerTimeout }, async ({ body, owner }, reply) => {
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
