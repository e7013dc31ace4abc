import { variantKey } from '@proofsheet/photos';
import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { Stores } from '../photos/stores.ts';
import { commonProblems } from '../schemas/problem.ts';
import { SharedParams, sharedProblems } from '../schemas/shared.ts';
import type { ShareLinks } from '../shares/share-links.ts';
import type { SharedPhotos } from '../shares/shared-photos.ts';

interface GetSharedFileOptions {
  readonly links: ShareLinks;
  readonly photos: SharedPhotos;
  readonly stores: Stores;
}

/** Maximum bytes of a file. A screen variant has a tenth of it. */
const maxBytes = 4 * 1024 ** 2;

const schema = {
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
    { schema, handlerTimeout },
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
