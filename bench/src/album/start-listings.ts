import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GeneratedAlbum, Row } from './generated-album.ts';

/** Answers that are kept: the same pages are asked for over and over. */
const maxKept = 5000;

/** An S3 that answers ListObjectsV2 of the originals and of their outcome records, for every owner, and has no objects. */
export async function startListings(albumOf: () => GeneratedAlbum) {
  const kept = new Map<string, string>();
  let lists = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
    if (searchParams.get('list-type') !== '2') return void response.writeHead(404).end();
    lists += 1;
    const bucket = pathname.split('/')[1] ?? '';
    const prefix = searchParams.get('prefix') ?? '';
    const id = `${albumOf().photos} ${bucket} ${searchParams}`;
    const body =
      kept.get(id) ??
      answer(
        albumOf(),
        bucket,
        prefix,
        searchParams.get('start-after') ?? '',
        Number(searchParams.get('max-keys') ?? 1000),
      );
    if (kept.size < maxKept) kept.set(id, body);
    response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** List calls so far. */
    lists: () => lists,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(album: GeneratedAlbum, bucket: string, prefix: string, after: string, limit: number): string {
  const owner = /photos\/([0-9a-f]{32})\//.exec(prefix)?.[1];
  const isListed = owner !== undefined && (bucket === 'originals' || prefix.startsWith('outcomes/'));
  const rows = isListed
    ? album.list(bucket === 'originals' ? 'originals' : 'derived', owner, after, limit)
    : [];
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${bucket}</Name><IsTruncated>false</IsTruncated><KeyCount>${rows.length}</KeyCount>${rows.map(toXml).join('')}</ListBucketResult>`;
}

function toXml({ key, etag }: Row): string {
  return `<Contents><Key>${key}</Key><LastModified>2026-11-01T00:00:00.000Z</LastModified><ETag>${etag.replaceAll('"', '&quot;')}</ETag><Size>2481203</Size><StorageClass>STANDARD</StorageClass></Contents>`;
}
