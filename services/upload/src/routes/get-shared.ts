import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { commonProblems } from '../schemas/problem.ts';
import type { ShareLinks } from '../shares/share-links.ts';
import { SharedParams, sharedProblems } from '../schemas/shared.ts';

const schema = {
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
  app.get('/v1/shared/:token', { schema, handlerTimeout }, async ({ params, signal }, reply) => {
    const { title, photoIds, expiresAt } = await links.open(params.token, signal);
    return reply.header('cache-control', 'no-store').send({
      ...(title !== undefined && { title }),
      album: photoIds === undefined,
      expiresAt: expiresAt.toISOString(),
    });
  });
}
