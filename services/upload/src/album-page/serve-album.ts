import path from 'node:path';
import { fastifyStatic } from '@fastify/static';
import type { App } from '../http/create-server.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

interface ServeAlbumOptions {
  /** Folder of the built page. */
  readonly folder: string;
  /** Origins of S3, from which the page loads photos and to which it sends them. */
  readonly storageOrigins: readonly string[];
  /** Where people sign in. */
  readonly issuerOrigin: string | undefined;
}

/** Paths of the page. The page itself decides what to show at each. */
const pages = ['/', '/p/*', '/s/*'];

/**
 * Serves the album page: the same document at each of its paths, and its files. Files in `assets/` have a hash of their
 * content in their names and never change.
 */
export async function serveAlbum(app: App, { folder, ...origins }: ServeAlbumOptions): Promise<void> {
  const root = path.resolve(folder);
  const policy = contentSecurityPolicy(origins);
  await app.register(async (album: App) => {
    await album.register(fastifyStatic, {
      root,
      index: false,
      cacheControl: false,
      setHeaders(reply, file) {
        const isAsset = path.relative(root, file).startsWith(`assets${path.sep}`);
        reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
        reply.header('content-security-policy', policy);
        reply.header('cross-origin-opener-policy', 'same-origin');
      },
    });
    for (const page of pages) {
      album.get(page, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
    }
  });
}
