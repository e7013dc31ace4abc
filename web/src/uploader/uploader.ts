import { afterDecision, unsent } from './after-decision.ts';
import { decideAfterError } from '@proofsheet/client/upload';
import { sendParts } from '@proofsheet/client/upload';
import { sendWhole } from '@proofsheet/client/upload';
import { createSigner, type Signer } from '@proofsheet/client/upload';
import type { Transport } from '@proofsheet/client/upload';
import { changeUpload, type Upload, type UploadChange } from './upload.ts';

/** Files that are sent at a time. */
const filesAtOnce = 6;

/** Why nothing is sent although files wait. */
export type Hold = 'offline' | 'signed-out' | 'paused';

export interface UploaderOptions {
  readonly transport: Transport;
  /** The bytes of an upload, or undefined when this device has none. */
  readonly readBytes: (upload: Upload) => Promise<Blob | undefined>;
  /** Keeps what must survive a crash. */
  readonly keep: (uploads: readonly Upload[]) => Promise<void>;
  /** Is shown every change. */
  readonly onChange: (upload: Upload) => void;
  readonly onRemove: (id: string) => void;
  readonly onHold: (holds: ReadonlySet<Hold>) => void;
  /** Whether the device has a network. */
  readonly isOnline: () => boolean;
  /** Bytes from which a file is sent in parts. */
  readonly multipartFrom: () => number;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: (run: () => void, ms: number) => unknown;
}

interface Job {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Sends files to S3, a few at a time, until each is stored or needs a person. */
export class Uploader {
  readonly #options: UploaderOptions;
  readonly #signer: Signer;
  /** In the order of sending. */
  readonly #uploads = new Map<string, Upload>();
  /** Those of them that wait for their turn. */
  readonly #waiting = new Set<string>();
  readonly #jobs = new Map<string, Job>();
  readonly #holds = new Set<Hold>();

  constructor(options: UploaderOptions) {
    this.#options = options;
    this.#signer = createSigner({
      transport: options.transport,
      next: (count) => this.#nextToSign(count),
      keep: (signed) => this.#keepPhotoIds(signed),
      now: options.now,
    });
  }

  /** Puts uploads at the end of the queue. */
  add(added: readonly Upload[]): void {
    for (const upload of added) this.#set(upload);
    this.#pump();
  }

  get(id: string): Upload | undefined {
    return this.#uploads.get(id);
  }

  /** A connection that is gone or back, a session that is over or new, a person who pauses everything. */
  setHold(hold: Hold, on: boolean): void {
    if (this.#holds.has(hold) === on) return;
    if (on) this.#holds.add(hold);
    else this.#holds.delete(hold);
    this.#options.onHold(new Set(this.#holds));
    // What moves is sent again from its start, or from its last part: a person who pauses wants the line free.
    if (hold === 'paused' && on) for (const { stop } of this.#jobs.values()) stop.abort();
    if (hold === 'offline' && !on) this.#forgetWaits();
    this.#pump();
  }

  /** Stops one upload where it is. What S3 has of it stays there. */
  async pause(id: string): Promise<void> {
    const upload = this.#uploads.get(id);
    if (!upload) return;
    this.#change(id, { status: 'paused', retryAt: undefined, ...unsent(upload) });
    await this.#stop(id);
    await this.#changeAndKeep(id, {});
  }

  /** Queues an upload again that was paused, failed or had lost its bytes. */
  async retry(id: string): Promise<void> {
    await this.#changeAndKeep(id, {
      status: 'queued',
      attempts: 0,
      retryAt: undefined,
      failure: undefined,
    });
    this.#pump();
  }

  /** Forgets an upload, and removes the parts of it that S3 has. */
  async remove(id: string): Promise<void> {
    const upload = this.#uploads.get(id);
    this.#uploads.delete(id);
    this.#waiting.delete(id);
    this.#signer.forget(id);
    this.#options.onRemove(id);
    await this.#stop(id);
    if (upload?.multipart) await this.#options.transport.abort(upload).catch(() => {});
  }

  /** Stops everything, as when the person signs out. */
  async close(): Promise<void> {
    this.#holds.add('paused');
    for (const { stop } of this.#jobs.values()) stop.abort();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
  }

  #nextToSign(count: number): Upload[] {
    const next: Upload[] = [];
    for (const id of this.#waiting) {
      const upload = this.#uploads.get(id);
      if (!upload || upload.photoId !== undefined || upload.size >= this.#options.multipartFrom()) continue;
      if (next.push(upload) === count) break;
    }
    return next;
  }

  async #keepPhotoIds(signed: ReadonlyMap<string, { readonly photoId: string }>): Promise<void> {
    await this.#options.keep([...signed].flatMap(([id, { photoId }]) => this.#change(id, { photoId }) ?? []));
  }

  #set(upload: Upload): void {
    this.#uploads.set(upload.id, upload);
    if (upload.status === 'queued') this.#waiting.add(upload.id);
    else this.#waiting.delete(upload.id);
    this.#options.onChange(upload);
  }

  #change(id: string, what: UploadChange): Upload | undefined {
    const upload = this.#uploads.get(id);
    if (!upload) return undefined;
    const next = changeUpload(upload, what);
    this.#set(next);
    return next;
  }

  async #changeAndKeep(id: string, what: UploadChange): Promise<void> {
    const next = this.#change(id, what);
    if (next) await this.#options.keep([next]);
  }

  #pump(): void {
    if (this.#holds.size > 0) return;
    const now = this.#options.now();
    for (const id of this.#waiting) {
      if (this.#jobs.size >= filesAtOnce) return;
      if (!this.#jobs.has(id) && (this.#uploads.get(id)?.retryAt ?? 0) <= now) this.#start(id);
    }
  }

  #start(id: string): void {
    const stop = new AbortController();
    this.#change(id, { status: 'sending', retryAt: undefined });
    const ended = this.#run(id, stop.signal).finally(() => {
      this.#jobs.delete(id);
      this.#pump();
    });
    this.#jobs.set(id, { stop, ended });
  }

  async #run(id: string, signal: AbortSignal): Promise<void> {
    try {
      if (!(await this.#send(id, signal)))
        return await this.#changeAndKeep(id, { status: 'missing', sent: 0 });
      const sent = this.#uploads.get(id)?.size ?? 0;
      const stored = { status: 'stored', sent, attempts: 0, storedAt: this.#options.now() } as const;
      await this.#changeAndKeep(id, { ...stored, failure: undefined, multipart: undefined });
    } catch (error) {
      const upload = this.#uploads.get(id);
      if (!upload) return;
      if (!signal.aborted) await this.#afterError(upload, error);
      else if (upload.status === 'sending') this.#change(id, { status: 'queued', ...unsent(upload) });
    }
  }

  /** Returns false where the bytes are gone. */
  async #send(id: string, signal: AbortSignal): Promise<boolean> {
    const { transport, readBytes, multipartFrom } = this.#options;
    const upload = () => {
      signal.throwIfAborted();
      const found = this.#uploads.get(id);
      if (!found) throw new DOMException('removed', 'AbortError');
      return found;
    };
    const body = await readBytes(upload());
    if (!body) return false;
    const job = {
      upload,
      body,
      signal,
      onProgress: (sent: number) => void (signal.aborted || this.#change(id, { sent })),
      change: (what: UploadChange) => this.#changeAndKeep(id, what),
    };
    if (body.size >= multipartFrom()) await sendParts(job, transport);
    else await sendWhole(job, this.#signer, transport);
    return true;
  }

  async #afterError(upload: Upload, error: unknown): Promise<void> {
    const { id, attempts } = upload;
    const { random, isOnline, now, setTimer } = this.#options;
    const decision = decideAfterError(error, attempts, random);
    if (decision.next === 'sign-in') this.setHold('signed-out', true);
    if (decision.next === 'wait-for-network' && !isOnline()) this.setHold('offline', true);
    if (decision.next === 'sign-again') this.#signer.forget(id);
    await this.#changeAndKeep(id, { ...afterDecision(decision, attempts, now()), ...unsent(upload) });
    if ('wait' in decision) setTimer(() => this.#pump(), decision.wait + 1);
  }

  /** The network is back: nothing waits for the end of its time. */
  #forgetWaits(): void {
    for (const id of this.#waiting) {
      if (this.#uploads.get(id)?.retryAt !== undefined) this.#change(id, { retryAt: undefined });
    }
  }

  async #stop(id: string): Promise<void> {
    const job = this.#jobs.get(id);
    job?.stop.abort();
    await job?.ended;
  }
}
