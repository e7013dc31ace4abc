import { Type } from 'typebox';
import { type App, goneSignal, handlerTimeout } from '../http/create-server.ts';
import type { DescribePhoto } from '../photos/describe-photo.ts';
import { bodyProblems, commonProblems } from '../schemas/answers.ts';
import { AlbumPhoto, photoIds } from '../schemas/photo.ts';
import type { WaitForAny } from '../waiting/wait-for-any.ts';

interface GetStatusesOptions {
  readonly waitForAny: WaitForAny;
  readonly describePhoto: DescribePhoto;
  readonly now: () => Date;
}

/** Maximum photos per call. */
export const maxStatuses = 200;

const schema = {
  operationId: 'getStatuses',
  summary: 'Get the status of several photos',
  description:
    'With `wait`, returns as soon as one of the photos is ready or has failed, at once if one already is. Call again with the remaining photos.',
  tags: ['photos'],
  body: Type.Object(
    {
      photoIds: photoIds(maxStatuses),
      wait: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 20, description: 'Maximum seconds to wait for a change' }),
      ),
    },
    { additionalProperties: false, title: 'StatusQuery' },
  ),
  response: {
    200: Type.Object(
      {
        photos: Type.Array(AlbumPhoto, { description: 'In the order of the request' }),
        missing: Type.Array(Type.String(), {
          description: 'Ids of photos that are not uploaded yet, were deleted, or are not yours',
        }),
      },
      { title: 'Statuses' },
    ),
    ...commonProblems,
    ...bodyProblems,
  },
};

/** `POST /v1/photos/status`: returns the photos with these ids, with `wait` once any of them has changed. */
export function addGetStatuses(app: App, { waitForAny, describePhoto, now }: GetStatusesOptions): void {
  app.post('/v1/photos/status', { schema, handlerTimeout }, async ({ body, owner }, reply) => {
    const gone = goneSignal(reply);
    const ids = [...new Set(body.photoIds)];
    const entries = await waitForAny(owner, ids, { waitSeconds: body.wait ?? 0, gone });
    const time = now();
    const shown = ids.flatMap((id) => entries.get(id) ?? []);
    const photos = await Promise.all(shown.map((entry) => describePhoto(entry, time)));
    const missing = ids.filter((id) => !entries.has(id));
    return reply.header('cache-control', 'private, no-store').send({ photos, missing });
  });
}
