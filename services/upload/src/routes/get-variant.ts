import type { ObjectStore } from '@proofsheet/object-store';
import { variantKey } from '@proofsheet/photos';
import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { ProblemError } from '../http/problem.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { redirectAnswer } from '../schemas/answer.ts';
import { PhotoParams } from '../schemas/photo.ts';
import { commonProblems, problemAnswer } from '../schemas/problem.ts';

interface GetVariantOptions {
  readonly photos: PhotoStore;
  readonly derived: ObjectStore;
  readonly presignDerived: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'getVariant',
  summary: 'Download a variant',
  tags: ['photos'],
  params: Type.Object({
    ...PhotoParams.properties,
    name: Type.String({ maxLength: 100, description: "Name of a variant in the worker's setting VARIANTS" }),
  }),
  response: {
    302: redirectAnswer('the image'),
    ...commonProblems,
    404: problemAnswer('Photo or variant not found'),
  },
};

/** `GET /v1/photos/{photoId}/variants/{name}`: redirects to a variant of the photo in S3. */
export function addGetVariant(app: App, { photos, derived, presignDerived, now }: GetVariantOptions): void {
  app.get(
    '/v1/photos/:photoId/variants/:name',
    { schema, handlerTimeout },
    async ({ method, params, owner, signal }, reply) => {
      const original = await photos.find(owner, params.photoId, signal);
      if (!original) throw new ProblemError('photo-not-found');
      // Any other name could form another object's key.
      const key = /^[a-z0-9-]{1,32}$/.test(params.name) ? variantKey(params.name, original.key) : undefined;
      if (key === undefined || !(await derived.head(key, signal)))
        throw new ProblemError('variant-not-found');
      const { url } = await presignDerived(key, now(), method);
      return reply.header('cache-control', 'private, no-store').redirect(url, 302);
    },
  );
}
