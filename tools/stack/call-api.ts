import { fetchPatiently, type LocalSystem } from '@proofsheet/system';

/** Calls the API as the first owner. Follows redirects to S3. Retries, as clients should, when the API is overloaded. */
export function createCall({ apiUrl, apiKey }: LocalSystem) {
  return (method: string, route: string, body?: object): Promise<Response> => {
    const authorization = `Bearer ${apiKey}`;
    const json = body && { 'content-type': 'application/json' };
    const init = { method, headers: { authorization, ...json }, ...(body && { body: JSON.stringify(body) }) };
    return fetchPatiently(apiUrl + route, init);
  };
}

/** The fields of API responses that the test reads. */
export interface Answers {
  readonly subscriptions: { readonly subscriptions: readonly { readonly subscriptionId: string }[] };
  readonly album: { readonly photos: readonly unknown[] };
  readonly photo: { readonly status: string; readonly reason?: string };
  readonly form: {
    readonly photoId: string;
    readonly upload: { readonly url: string; readonly fields: Readonly<Record<string, string>> };
  };
  readonly multipart: { readonly photoId: string; readonly key: string; readonly uploadId: string };
  readonly part: { readonly url: string };
}

/** Reads a response body. */
export async function read<K extends keyof Answers>(_: K, answer: Promise<Response>): Promise<Answers[K]> {
  return (await (await answer).json()) as Answers[K];
}
