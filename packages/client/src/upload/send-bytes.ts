import { NoAnswer } from '../api-error.ts';
import { type SendOptions, type SignedRequest, StorageError, type Transport } from './transport.ts';

/** Sends bytes to S3, with progress where there is XMLHttpRequest. Returns the ETag. */
export const sendBytes: Transport['send'] = (request, body, options) =>
  (typeof XMLHttpRequest === 'undefined' ? sendByFetch : sendByXhr)(request, body, options);

async function sendByFetch(
  { url, headers }: SignedRequest,
  body: Blob,
  { signal, onProgress }: SendOptions,
): Promise<string> {
  const response = await fetch(url, { method: 'PUT', headers, body, signal, redirect: 'error' }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw new NoAnswer(error);
    },
  );
  await response.body?.cancel().catch(() => {});
  if (!response.ok) throw new StorageError(response.status);
  onProgress(body.size);
  return response.headers.get('etag') ?? '';
}

/** `fetch` does not tell how many bytes of a body have left. */
function sendByXhr({ url, headers }: SignedRequest, body: Blob, options: SendOptions): Promise<string> {
  const { signal, onProgress } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, body.size));
    request.onload = () => {
      const { status } = request;
      if (status >= 200 && status < 300) resolve(request.getResponseHeader('etag') ?? '');
      else reject(new StorageError(status));
    };
    request.onerror = () => reject(new NoAnswer());
    request.onabort = () => reject(signal.reason ?? new NoAnswer());
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      if (name.toLowerCase() !== 'content-length') request.setRequestHeader(name, value);
    }
    request.send(body);
  });
}
