import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { buildPage } from '@proofsheet/web/build-page';
import { createFakeAlbum, type FakePhoto } from './fake-album.ts';
import { readFakeSamples } from './fake-samples.ts';

export interface FakeOptions {
  /** Photos that the album has. */
  readonly count?: number;
  readonly months?: number;
  /** When the newest photo was uploaded, in ms since 1970; now without it. */
  readonly now?: number;
  readonly signedIn?: boolean;
  /** Of each original that is downloaded. */
  readonly originalBytes?: number;
  /** What becomes of an upload. */
  readonly outcomeOf?: (filename: string) => FakeOutcome;
}

interface FakeOutcome {
  /** Milliseconds until S3 answers. */
  readonly send?: number;
  /** Milliseconds until its thumbnail is there. */
  readonly make?: number;
  /** Why there will be none. */
  readonly reason?: string;
  /** No worker ever takes it. */
  readonly never?: boolean;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/**
 * A service without AWS behind it, for albums of sizes that would take hours to fill, and for states that
 * are hard to reach. What the real one does is tested against the real one.
 */
export async function startFakeService(options: FakeOptions = {}) {
  const { count = 0, months = 24, signedIn = true, originalBytes = 0, now = Date.now() } = options;
  const outcomeOf = options.outcomeOf ?? ((): FakeOutcome => ({}));
  const [dist, samples] = await Promise.all([buildPage(), readFakeSamples()]);
  const storage = createServer((request, response) => void answerStorage(request, response));
  const storageUrl = await listen(storage);
  const album = createFakeAlbum({ count, months, samples, storageUrl, now });
  const streams = new Set<ServerResponse>();
  const names = new Map<string, string>();
  let issued = 0;
  let bytesOfOriginals = 0;

  async function answerStorage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('access-control-allow-methods', '*');
    response.setHeader('access-control-expose-headers', 'etag');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const [, kind, key = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    if (request.method === 'PUT') return take(key, request, response);
    if (kind === 'originals') {
      bytesOfOriginals += originalBytes;
      return sendZeros(response, originalBytes);
    }
    const sample = samples[Number(key)];
    const body = kind === 'thumbnails' ? sample?.thumbnail : sample?.screen;
    response.setHeader('cache-control', 'private, max-age=31536000, immutable');
    response.writeHead(body ? 200 : 404, { 'content-type': 'image/jpeg' }).end(body);
  }

  async function take(photoId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const filename = names.get(photoId) ?? '';
    const { send = 0, make = 300, reason, never = false } = outcomeOf(filename);
    for await (const _ of request);
    await new Promise((resolve) => setTimeout(resolve, send));
    response.writeHead(200, { etag: `"${photoId}"` }).end();
    const photo = {
      photoId,
      filename,
      uploadedAt: new Date().toISOString(),
      size: Number(request.headers['content-length']),
    };
    album.uploaded.set(photoId, { ...photo, status: 'processing' });
    if (never) return;
    setTimeout(() => {
      const end = new Date().toISOString();
      const outcome = reason
        ? { status: 'failed', reason, failedAt: end }
        : { status: 'ready', readyAt: end, ...album.readyFields(photoId) };
      const done: FakePhoto = { ...photo, ...outcome };
      album.uploaded.set(photoId, done);
      for (const stream of streams)
        stream.write(`event: photo\nid: ${end}\ndata: ${JSON.stringify(done)}\n\n`);
    }, make);
  }

  function issue(filename: string) {
    const photoId = `${(0xffff_ffff_ffff - Date.now()).toString(16)}${String(issued++).padStart(8, '0')}`;
    names.set(photoId, filename);
    return {
      photoId,
      upload: {
        method: 'PUT',
        url: `${storageUrl}/put/${photoId}?X-Amz-Signature=0`,
        headers: {},
        expiresAt: new Date(Date.now() + 900_000).toISOString(),
      },
    };
  }

  const service = createServer((request, response) => void answer(request, response));
  const url = await listen(service);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const body = request.method === 'POST' ? JSON.parse((await readBody(request)) || '{}') : {};
    const send = (value: unknown, status = 200) => {
      const bytes = brotliCompressSync(JSON.stringify(value));
      response
        .writeHead(status, {
          'content-type': 'application/json',
          'content-encoding': 'br',
          'content-length': bytes.length,
        })
        .end(bytes);
    };
    if (pathname === '/auth/session')
      return send(
        signedIn
          ? {
              signedIn: true,
              owner: '0f'.repeat(16),
              name: 'Sujin Kim',
              kind: 'code',
              expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
            }
          : { signedIn: false },
      );
    if (pathname === '/v1/client-config') return send(clientConfig);
    if (pathname === '/v1/timeline') return send(album.timeline());
    if (pathname.startsWith('/v1/timeline/')) return send(album.positions(pathname.slice(13)));
    if (pathname === '/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`event: hello\ndata: ${JSON.stringify({ now: new Date().toISOString() })}\n\n`);
      streams.add(response);
      return void response.on('close', () => streams.delete(response));
    }
    if (pathname === '/v1/photos') return send(album.list(searchParams));
    if (pathname === '/v1/uploads/batch')
      return send(
        { uploads: body.uploads.map(({ filename }: { filename: string }) => issue(filename)) },
        201,
      );
    if (pathname === '/v1/photos/delete') {
      for (const photoId of body.photoIds) album.deleted.add(photoId);
      return send({ results: body.photoIds.map((photoId: string) => ({ photoId, result: 'deleted' })) });
    }
    if (pathname === '/v1/photos/urls') {
      const urls = body.photoIds.map((photoId: string) => ({
        photoId,
        filename: `${photoId}.jpg`,
        url: `${storageUrl}/originals/${photoId}`,
      }));
      return send({ urls });
    }
    if (pathname === '/v1/photos/status')
      return send({ photos: body.photoIds.flatMap((id: string) => album.find(id) ?? []), missing: [] });
    if (pathname.startsWith('/v1/photos/')) {
      const photo = album.find(decodeURIComponent(pathname.slice(11)));
      return photo
        ? send({ ...photo, ...album.urlsOf(photo.photoId) })
        : send({ title: 'No such photo' }, 404);
    }
    if (pathname.startsWith('/v1/')) return send({ title: 'Not in this fake' }, 404);
    return sendFile(response, { dist, pathname, storageUrl });
  }

  return {
    url,
    album,
    storageUrl,
    get bytesOfOriginals() {
      return bytesOfOriginals;
    },
    async stop(): Promise<void> {
      for (const server of [service, storage]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

const clientConfig = {
  uploads: {
    contentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'],
    maxBytes: 104_857_600,
    multipartFromBytes: 16_777_216,
  },
  signIn: [{ kind: 'api-key', url: '/auth/session' }],
  features: { subscriptions: true, shares: true, events: true },
  language: 'en',
};

async function sendFile(
  response: ServerResponse,
  { dist, pathname, storageUrl }: { dist: string; pathname: string; storageUrl: string },
): Promise<void> {
  const name = path.extname(pathname) === '' ? 'index.html' : pathname.slice(1);
  const body = await readFile(path.join(dist, name)).catch(() => undefined);
  const csp = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: ${storageUrl}; connect-src 'self' ${storageUrl}; worker-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types proofsheet`;
  response
    .writeHead(body ? 200 : 404, {
      'content-type': types[path.extname(name)] ?? 'application/octet-stream',
      'content-security-policy': csp,
      'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    .end(body);
}

/** Sends so many bytes, as fast as they are taken. */
async function sendZeros(response: ServerResponse, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024);
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes });
  for (let left = bytes; left > 0 && !response.destroyed; left -= chunk.length) {
    if (!response.write(chunk.subarray(0, left))) await once(response, 'drain');
  }
  response.end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
