import type { TestContext } from 'node:test';
import { type Fault, type ProxiedRequest, startFaultProxy } from '@proofsheet/harness/fault-proxy';
import { startTestSystem, type TestSystem } from '@proofsheet/harness/start-test-system';
import { buildPage } from '@proofsheet/web/build-page';

const screen = { name: 'screen', width: 1600, height: 1600, format: 'jpeg', quality: 80 };

export interface AlbumSystem extends TestSystem {
  /** Where the page reaches S3. */
  readonly storageUrl: string;
  /** Every request of the page to S3, as `METHOD path`. */
  readonly storageRequests: string[];
  /** A link that signs in as the first or the second owner. */
  signInLink(owner?: 'first' | 'second'): Promise<string>;
  /** Calls the API as the first owner. */
  call<Answer>(path: string): Promise<Answer>;
}

type Settings = Readonly<Record<string, string>>;

export interface AlbumOptions {
  /** What becomes of the page's requests to S3. The services reach S3 without it. */
  readonly faultOf?: (request: ProxiedRequest) => Fault;
  /** Settings of the upload service, or what makes them once its URL is known. */
  readonly upload?: Settings | ((apiUrl: string) => Promise<Settings>);
  /** Services that run besides it. */
  readonly services?: readonly ('worker' | 'notifier')[];
}

/** Starts the real services with the page, and a proxy between the page and S3. */
export async function startAlbum(
  t: TestContext,
  { faultOf, upload = {}, services = ['worker', 'notifier'] }: AlbumOptions = {},
): Promise<AlbumSystem> {
  const system = await startTestSystem(t, {
    services,
    env: { worker: { VARIANTS: JSON.stringify([screen]) } },
  });
  const storageRequests: string[] = [];
  const storageUrl = await startFaultProxy(t, system.local.endpoint, (request) => {
    storageRequests.push(`${request.method} ${request.path}`);
    return faultOf?.(request) ?? 'pass';
  });
  await system.startService('upload', {
    ALBUM_DIR: await buildPage(),
    S3_PUBLIC_ENDPOINT: storageUrl,
    VARIANT_NAMES: screen.name,
    MAX_EVENT_LOOP_DELAY_MS: '0',
    MAX_UPLOADS_PER_MINUTE: '0',
    ...(typeof upload === 'function' ? await upload(system.local.apiUrl) : upload),
  });
  const { apiUrl, apiKey, otherApiKey } = system.local;
  const ask = async <Answer>(path: string, key: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(init.body ? { 'content-type': 'application/json' } : {}),
    };
    const answer = await fetch(apiUrl + path, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  return {
    ...system,
    storageUrl,
    storageRequests,
    async signInLink(owner = 'first') {
      const key = owner === 'first' ? apiKey : otherApiKey;
      const { url } = await ask<{ url: string }>('/auth/codes', key, { method: 'POST', body: '{}' });
      return url;
    },
    call: (path) => ask(path, apiKey),
  };
}
