import type { ObjectStore } from '@proofsheet/object-store';
import { variantKey } from '@proofsheet/photos';
import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { commonProblems, problemAnswer, redirectAnswer } from '../schemas/answers.ts';
import { PhotoParams } from '../schemas/photo.ts';

interface GetOriginalOptions {
  readonly photos: PhotoStore;
  readonly presignOriginal: PresignDownload;
  /** Signs a download that browsers save as a file. */
  readonly presignOriginalFile: PresignDownload;
  readonly now: () => Date;
}

const getOriginalSchema = {
  operationId: 'getOriginal',
  summary: 'Download the original',
  tags: ['photos'],
  params: PhotoParams,
  querystring: Type.Object(
    {
      download: Type.Optional(
        Type.Enum(['1'], { description: 'Makes browsers save the file instead of showing it' }),
      ),
    },
    { additionalProperties: false },
  ),
  response: {
    302: redirectAnswer('the original'),
    ...commonProblems,
    404: problemAnswer('Photo not found'),
  },
};

/** `GET /v1/photos/{photoId}/original`: redirects to the original in S3. */
export function addGetOriginal(app: App, options: GetOriginalOptions): void {
  const { photos, presignOriginal, presignOriginalFile, now } = options;
  app.get(
    '/v1/photos/:photoId/original',
    { schema: getOriginalSchema, handlerTimeout },
    async ({ method, params, query, owner, signal }, reply) => {
      const original = await photos.find(owner, params.photoId, signal);
      if (!original) throw new ProblemError('photo-not-found');
      const presign = query.download ? presignOriginalFile : presignOriginal;
      const { url } = await presign(original.key, now(), method);
      return reply.header('cache-control', 'private, no-store').redirect(url, 302);
    },
  );
}

interface GetThumbnailOptions {
  readonly album: Album;
  readonly presignThumbnail: PresignDownload;
  readonly now: () => Date;
}

const getThumbnailSchema = {
  operationId: 'getThumbnail',
  summary: 'Download the thumbnail',
  tags: ['photos'],
  params: PhotoParams,
  response: {
    302: redirectAnswer('the JPEG'),
    ...commonProblems,
    404: problemAnswer('Photo not found, or no thumbnail yet'),
  },
};

/** `GET /v1/photos/{photoId}/thumbnail`: redirects to the thumbnail in S3. */
export function addGetThumbnail(app: App, { album, presignThumbnail, now }: GetThumbnailOptions): void {
  app.get(
    '/v1/photos/:photoId/thumbnail',
    { schema: getThumbnailSchema, handlerTimeout },
    async ({ method, params, owner, signal }, reply) => {
      const entry = await album.find(owner, params.photoId, signal);
      if (!entry) throw new ProblemError('photo-not-found');
      const { status } = entry.outcome;
      if (status !== 'ready')
        throw new ProblemError('thumbnail-not-ready', { detail: `The photo is ${status}` });
      const { url } = await presignThumbnail(entry.key, now(), method);
      return reply.header('cache-control', 'private, no-store').redirect(url, 302);
    },
  );
}

interface GetVariantOptions {
  readonly photos: PhotoStore;
  readonly derived: ObjectStore;
  readonly presignDerived: PresignDownload;
  readonly now: () => Date;
}

const getVariantSchema = {
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
    { schema: getVariantSchema, handlerTimeout },
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
