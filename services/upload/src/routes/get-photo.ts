import { variantKey } from '@proofsheet/photos';
import { type Static, Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { ProblemError } from '../http/problem.ts';
import type { Album } from '../photos/album.ts';
import type { AlbumEntry } from '../photos/album-entry.ts';
import type { DescribePhoto } from '../photos/describe-photo.ts';
import type { FindNotified } from '../photos/find-notified.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { commonProblems, problemAnswer } from '../schemas/answers.ts';
import { Photo, PhotoParams } from '../schemas/photo.ts';
import type { WaitForOutcome } from '../waiting/wait-for-outcome.ts';

interface GetPhotoOptions {
  readonly album: Album;
  readonly waitForOutcome: WaitForOutcome;
  readonly describePhoto: DescribePhoto;
  readonly findNotified: FindNotified;
  readonly presignOriginal: PresignDownload;
  readonly presignOriginalFile: PresignDownload;
  readonly presignDerived: PresignDownload;
  readonly now: () => Date;
}

const schema = {
  operationId: 'getPhoto',
  summary: 'Get the status of a photo and the URLs of its files',
  tags: ['photos'],
  params: PhotoParams,
  querystring: Type.Object(
    {
      wait: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 20,
          description: 'Maximum seconds to wait while the photo is processing',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: { 200: Photo, ...commonProblems, 404: problemAnswer('Photo not found') },
};

/** `GET /v1/photos/{photoId}`: a photo's status, with URLs of all its files. */
export function addGetPhoto(app: App, options: GetPhotoOptions): void {
  const { album, waitForOutcome, describePhoto, findNotified, now } = options;
  app.get(
    '/v1/photos/:photoId',
    { schema, handlerTimeout },
    async ({ params, query, owner, signal }, reply) => {
      const found = await album.find(owner, params.photoId, signal);
      const wait = { waitSeconds: query.wait ?? 0, gone: signal };
      const entry = found && (await waitForOutcome(owner, found, wait));
      if (!entry) throw new ProblemError('photo-not-found');
      const time = now();
      const [photo, files, notifiedAt] = await Promise.all([
        describePhoto(entry, time),
        presignFiles(entry, options, time),
        findNotified(entry, time, signal),
      ]);
      return reply
        .header('cache-control', 'private, no-store')
        .send({ ...photo, ...(notifiedAt && { notifiedAt: notifiedAt.toISOString() }), ...files });
    },
  );
}

async function presignFiles(
  { key, outcome }: AlbumEntry,
  { presignOriginal, presignOriginalFile, presignDerived }: GetPhotoOptions,
  now: Date,
): Promise<Pick<Static<typeof Photo>, 'original' | 'variantUrls'>> {
  const ready = outcome.status === 'ready' ? outcome : undefined;
  const [original, file, ...variants] = await Promise.all([
    presignOriginal(key, now),
    presignOriginalFile(key, now),
    ...(ready?.variants ?? []).map(
      async (name) => [name, await presignDerived(variantKey(name, key), now)] as const,
    ),
  ]);
  return {
    original: { ...ready?.dimensions, ...original, downloadUrl: file.url },
    ...(ready && { variantUrls: Object.fromEntries(variants) }),
  };
}
