import { NoAnswer } from '../api/api-error.ts';
import { type SendOptions, type SignedRequest, StorageError } from './transport.ts';

/** XMLHttpRequest, because `fetch` does not tell how many bytes of a body have left. */
export function sendBytes(
  { url, headers }: SignedRequest,
  body: Blob,
  options: SendOptions,
): Promise<string> {
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
