import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalSystem } from '@proofsheet/system';

/** A loopback proxy in front of the embedded AWS that counts the requests of a service by what they are. */
export async function countRequests(local: LocalSystem) {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const name = nameOf(request, local);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const { method, url, headers } = request;
    // The Host header stays, so that signatures stay valid.
    const upstream = httpRequest(local.endpoint, { method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `PUT derived/pending`, `HEAD originals`, `LIST derived`, `SendMessage`, `Publish`. */
function nameOf({ method, url = '', headers }: IncomingMessage, local: LocalSystem): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? target;
  const [path = '', query = ''] = url.split('?');
  const [, bucket, root = '', second = ''] = decodeURIComponent(path).split('/');
  if (bucket === '') return 'Publish';
  const known = [
    [local.originalsBucket, 'originals'],
    [local.thumbnailsBucket, 'thumbnails'],
    [local.derivedBucket, 'derived'],
  ].find(([name]) => name === bucket)?.[1];
  if (query.includes('list-type')) return `LIST ${known}`;
  if (known !== 'derived') return `${method} ${known}`;
  return `${method} derived/${root}${root === 'claims' ? `/${second}` : ''}`;
}
