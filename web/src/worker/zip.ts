import { downloadZip } from 'client-zip';

/** Photos whose URLs are asked for at once. */
const batch = 100;
/** Zips that are waited for; each is taken once. */
const wanted = new Map<string, readonly string[]>();

export function noteZip(id: string, photoIds: readonly string[]): void {
  wanted.set(id, photoIds);
}

/** A zip of originals, made while it is downloaded: S3 sends the bytes, and none of them stays in memory. */
export async function answerZip(url: URL, worker: ServiceWorkerGlobalScope): Promise<Response> {
  const [, , id = ''] = url.pathname.split('/');
  const photoIds = wanted.get(id);
  wanted.delete(id);
  if (!photoIds) return new Response('This download is over.', { status: 410 });
  const zip = downloadZip(readOriginals(photoIds));
  const headers = new Headers(zip.headers);
  headers.set('content-disposition', 'attachment; filename="photos.zip"');
  const { readable, writable } = new TransformStream();
  void zip.body
    ?.pipeTo(writable)
    .catch(() => {})
    .finally(async () => {
      for (const client of await worker.clients.matchAll()) client.postMessage({ kind: 'zip-ended', id });
    });
  return new Response(readable, { headers });
}

interface SignedOriginal {
  readonly url: string;
  readonly filename: string;
}

async function* readOriginals(photoIds: readonly string[]) {
  const names = new Set<string>();
  for (let start = 0; start < photoIds.length; start += batch) {
    const response = await fetch('/v1/photos/urls', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-proofsheet-request': '1' },
      body: JSON.stringify({ photoIds: photoIds.slice(start, start + batch), of: 'original' }),
    });
    const { urls } = (await response.json()) as { urls: SignedOriginal[] };
    for (const { url, filename } of urls) {
      const input = await fetch(url, { credentials: 'omit' });
      if (input.ok) yield { name: freeName(filename, names), input };
    }
  }
}

/** `cat.jpg`, then `cat (2).jpg`: a zip with one name twice loses a photo when it is opened. */
export function freeName(filename: string, names: Set<string>): string {
  const dot = filename.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [filename.slice(0, dot), filename.slice(dot)] : [filename, ''];
  let name = filename;
  for (let number = 2; names.has(name); number++) name = `${stem} (${number})${ending}`;
  names.add(name);
  return name;
}
