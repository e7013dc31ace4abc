import { Type } from 'typebox';
import type { App } from '../http/create-server.ts';
import { handlerTimeout } from '../http/handler-timeout.ts';
import { commonProblems } from '../schemas/problem.ts';
import { ShareAnswer } from '../schemas/share.ts';
import { describeShare } from '../shares/describe-share.ts';
import type { ShareLinks } from '../shares/share-links.ts';
import type { ShareStore } from '../shares/share-store.ts';

interface ListSharesOptions {
  readonly shares: ShareStore;
  readonly links: ShareLinks;
  readonly now: () => Date;
}

const schema = {
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
  app.get('/v1/shares', { schema, handlerTimeout }, async ({ owner, signal }, reply) => {
    const time = now();
    const open = (await shares.list(owner, signal)).filter(({ expiresAt }) => expiresAt > time);
    const described = await Promise.all(
      open.map(async (share) => describeShare(share, await links.write(share))),
    );
    return reply.header('cache-control', 'no-store').send({ shares: described });
  });
}
