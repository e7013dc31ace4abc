import type { Api } from '../create-api.ts';
import { type ClientConfig, getClientConfig } from '../generated/index.ts';
import { pause } from '../pause.ts';
import { contentTypeOf } from './content-type-of.ts';
import { createTransport } from './create-transport.ts';
import { decideAfterError, maxAttempts } from './decide-after-error.ts';
import { sendParts } from './send-parts.ts';
import { sendWhole } from './send-whole.ts';
import type { SentChange, SentFile } from './sent-file.ts';
import { createSigner } from './sign-in-batches.ts';
import type { Transport } from './transport.ts';

export interface UploadFileOptions {
  /** The name of a Blob, which has none; in place of a File's own. */
  readonly filename?: string;
  /** In place of the type that the file says, or that its name's ending stands for. */
  readonly contentType?: string;
  /** Is told how many bytes S3 has or is getting. Where there is no XMLHttpRequest, part by part. */
  readonly onProgress?: (bytes: number, size: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Uploads a file, in one PUT or in parts by its size, and tries again after errors that pass. S3 takes no photo twice: when
 * an answer is lost, the next attempt finds the photo there. Parts are removed from S3 when the signal ends the upload.
 * @throws ApiError, StorageError or NoAnswer after the last attempt, or the reason of the signal
 */
export type UploadFile = (file: Blob, options?: UploadFileOptions) => Promise<{ readonly photoId: string }>;

interface UploadFileDependencies {
  readonly transport?: Transport;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export function createUploadFile(api: Api, dependencies: UploadFileDependencies = {}): UploadFile {
  const {
    transport = createTransport(api),
    now = Date.now,
    random = Math.random,
    wait = pause,
  } = dependencies;
  const files = new Map<string, SentFile>();
  const signer = createSigner({
    transport,
    next: () => [],
    keep: async (signed) => {
      for (const [id, { photoId }] of signed) change(id, { photoId });
    },
    now,
  });
  let config: Promise<ClientConfig> | undefined;
  let count = 0;

  function change(id: string, { ...changes }: SentChange): void {
    const file = files.get(id);
    if (!file) return;
    const next: Record<string, unknown> = { ...file, ...changes };
    for (const name of ['photoId', 'multipart']) if (next[name] === undefined) delete next[name];
    files.set(id, next as unknown as SentFile);
  }

  function readConfig(): Promise<ClientConfig> {
    config ??= getClientConfig({ client: api }).catch((error: unknown) => {
      config = undefined;
      throw error;
    });
    return config;
  }

  async function send(id: string, body: Blob, report: (bytes: number) => void, signal: AbortSignal) {
    const { uploads } = await readConfig();
    const job = {
      upload: () => files.get(id) as SentFile,
      body,
      signal,
      onProgress: report,
      change: async (changes: SentChange) => change(id, changes),
    };
    if (body.size >= uploads.multipartFromBytes) await sendParts(job, transport);
    else await sendWhole(job, signer, transport);
  }

  async function sendPatiently(id: string, body: Blob, report: (bytes: number) => void, signal: AbortSignal) {
    for (let attempts = 0; ; attempts += 1) {
      try {
        return await send(id, body, report, signal);
      } catch (error) {
        signal.throwIfAborted();
        const decision = decideAfterError(error, attempts, random);
        if (!('wait' in decision) || attempts + 1 >= maxAttempts) throw error;
        if (decision.next === 'sign-again') signer.forget(id);
        await wait(decision.wait, signal);
      }
    }
  }

  return async (body, { filename, contentType, onProgress, signal = new AbortController().signal } = {}) => {
    signal.throwIfAborted();
    const name = filename ?? ('name' in body && typeof body.name === 'string' ? body.name : '');
    if (name === '') throw new TypeError('a Blob needs a filename');
    const id = String(count++);
    const type = contentType ?? contentTypeOf({ name, type: body.type });
    files.set(id, { id, name, type, size: body.size });
    try {
      await sendPatiently(id, body, (bytes) => onProgress?.(bytes, body.size), signal);
      onProgress?.(body.size, body.size);
      return { photoId: files.get(id)?.photoId ?? '' };
    } catch (error) {
      const file = files.get(id);
      if (file?.multipart) await transport.abort(file).catch(() => {});
      throw error;
    } finally {
      files.delete(id);
      signer.forget(id);
    }
  };
}
