import { type LinkSigner, parseOriginalKey } from '@proofsheet/photos';
import { Type } from 'typebox';
import { type App, handlerTimeout } from '../http/create-server.ts';
import { linkPage } from '../links/link-page.ts';
import type { PhotoStore } from '../photos/photo-store.ts';
import type { PresignDownload } from '../presign/presign-download.ts';
import { commonProblems, redirectAnswer } from '../schemas/answers.ts';

interface OpenLinkOptions {
  readonly links: LinkSigner;
  readonly photos: PhotoStore;
  readonly presignThumbnail: PresignDownload;
  readonly thumbnailsBucket: string;
  readonly now: () => Date;
}

const page = (description: string) => ({ description, content: { 'text/html': { schema: Type.String() } } });

const schema = {
  operationId: 'openLink',
  summary: 'Open the link in an email',
  tags: ['links'],
  security: [],
  params: Type.Object({ token: Type.String() }),
  response: {
    302: redirectAnswer('the thumbnail'),
    404: page('The link is not valid'),
    410: page('The link has expired, or the photo was deleted'),
    408: commonProblems[408],
    431: commonProblems[431],
    500: commonProblems[500],
    503: commonProblems[503],
  },
};

/** `GET /l/{token}`: redirects to the thumbnail as long as the original exists. */
export function addOpenLink(app: App, options: OpenLinkOptions): void {
  const { links, photos, presignThumbnail, thumbnailsBucket, now } = options;
  app.get('/l/:token', { schema, handlerTimeout }, async (request, reply) => {
    const { params, headers, signal } = request;
    reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const verdict = await links.verify(params.token, now());
    const language = headers['accept-language'];
    if (verdict.kind === 'over')
      return reply.code(410).type('text/html; charset=utf-8').send(linkPage('over', language));
    if (verdict.kind === 'unknown' || verdict.target.bucket !== thumbnailsBucket) {
      return reply.code(404).type('text/html; charset=utf-8').send(linkPage('unknown', language));
    }
    const { key } = verdict.target;
    request.photoIds = [parseOriginalKey(key)?.photoId ?? ''];
    if (!(await photos.hasOriginal(key, signal))) {
      return reply.code(410).type('text/html; charset=utf-8').send(linkPage('deleted', language));
    }
    const { url } = await presignThumbnail(key, now(), request.method);
    return reply.redirect(url, 302);
  });
}
