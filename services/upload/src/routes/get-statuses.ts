import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { goneSignal } from '../http/gone-signal.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import type { DescribePhoto } from '../photos/describe-photo.ts';
import { AlbumPhoto } from '../schemas/photo.ts';
import { photoIds } from '../schemas/photo-ids.ts';
import { bodyProblems, commonProblems } from '../schemas/problem.ts';
import type { WaitForAny } from '../waiting/wait-for-any.ts';

interface GetStatusesOptions {
  readonly waitForAny: WaitForAny;
  readonly describePhoto: DescribePhoto;
  readonly now: () => Date;
}

/** Photos whose status one call asks for. */
export const maxStatuses = 200;

const schema = {
  operationId: 'getStatuses',
  summary: 'What has become of several photos',
  description:
    'With `wait` the answer comes as soon as one of them is ready or has failed: at once if one is already. Ask again for those that are left.',
  tags: ['photos'],
  body: Type.Object(
    {
      photoIds: photoIds(maxStatuses),
      wait: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 20, description: 'Seconds to wait while none has changed' }),
      ),
    },
    { additionalProperties: false, title: 'StatusQuery' },
  ),
  response: {
    200: Type.Object(
      {
        photos: Type.Array(AlbumPhoto, { description: 'In the order of the request' }),
        missing: Type.Array(Type.String(), {
          description: 'Ids of which there is no photo of yours: not uploaded yet, or deleted',
        }),
      },
      { title: 'Statuses' },
    ),
    ...commonProblems,
    ...bodyProblems,
  },
};

/** `POST /v1/photos/status`: the photos of these ids, once any of them has changed. */
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
