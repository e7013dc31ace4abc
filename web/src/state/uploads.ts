import { signal } from '@preact/signals';
import { contentTypeOf } from '@proofsheet/client/upload';
import { checkFile, type FileLimits } from '../uploader/check-file.ts';
import type { Tab } from '../uploader/hold-tab.ts';
import type { Dropped } from '../uploader/read-drop.ts';
import type { Transport } from '@proofsheet/client/upload';
import { fingerprint, type Upload } from '../uploader/upload.ts';
import type { Source, UploadStore } from '../uploader/upload-store.ts';
import { Uploader } from '../uploader/uploader.ts';
import type { Queue } from './queue.ts';

/** Files whose bytes are kept in one transaction. */
const sourcesAtOnce = 20;

export interface UploadsOptions {
  readonly transport: Transport;
  /** None where the browser lets nothing be kept. */
  readonly store: UploadStore | undefined;
  readonly tab: Tab;
  readonly queue: Queue;
  readonly limits: () => FileLimits & { readonly multipartFrom: number };
  readonly isOnline: () => boolean;
  readonly onDuplicates: (count: number) => void;
}

/** Takes files, keeps them across crashes, and hands them to the uploader. */
export class Uploads {
  /** Whether the device had no room for the bytes: they are lost when the page is closed. */
  readonly storageFull = signal(false);
  readonly uploader: Uploader;
  readonly #options: UploadsOptions;
  #isClosed = false;
  readonly #sources = new Map<string, Source>();
  /** Of files that are not stored yet, to the upload's id. */
  readonly #fingerprints = new Map<string, string>();

  constructor(options: UploadsOptions) {
    this.#options = options;
    const { queue, transport, limits, isOnline } = options;
    this.uploader = new Uploader({
      transport,
      readBytes: (upload) => this.#readBytes(upload),
      keep: (uploads) => this.#keep(uploads),
      onChange: (upload) => {
        if (upload.status === 'stored') this.#fingerprints.delete(fingerprint(upload));
        queue.change(upload);
      },
      onRemove: (id) => {
        const upload = queue.get(id)?.upload.value;
        if (upload) this.#fingerprints.delete(fingerprint(upload));
        this.#sources.delete(id);
        queue.remove(id);
        void options.store?.remove(id).catch(() => {});
      },
      onHold: (holds) => {
        queue.holds.value = holds;
      },
      isOnline,
      multipartFrom: () => limits().multipartFrom,
      now: Date.now,
      random: Math.random,
      setTimer: (run, ms) => setTimeout(run, ms),
    });
  }

  /** Queues files that were dropped, pasted or chosen. */
  async add(dropped: readonly Dropped[], addedAt = Date.now()): Promise<void> {
    const limits = this.#options.limits();
    const added: Upload[] = [];
    let duplicates = 0;
    for (const { file, source } of dropped) {
      const upload = this.#describe(file, limits, addedAt);
      const known = this.#fingerprints.get(fingerprint(upload));
      if (known !== undefined) {
        if (this.#giveBack(known, source)) continue;
        duplicates++;
        continue;
      }
      added.push(upload);
      if (upload.status === 'failed') continue;
      this.#sources.set(upload.id, source);
      this.#fingerprints.set(fingerprint(upload), upload.id);
    }
    if (duplicates > 0) this.#options.onDuplicates(duplicates);
    this.uploader.add(added);
    const kept = added.filter(({ status }) => status !== 'failed');
    await this.#keep(kept);
    await this.#keepSources(kept);
  }

  /** Goes on with what tabs left that are no more. */
  async adopt(): Promise<void> {
    const { store, tab, queue } = this.#options;
    if (!store || this.#isClosed) return;
    const adopted = await tab.alone(async () => {
      const living = await tab.living();
      const orphans = (await store.readAll()).filter(
        (upload) => !living.has(upload.tab) && !queue.get(upload.id),
      );
      const mine = orphans.map((upload) => ({
        ...upload,
        tab: tab.id,
        status: upload.status === 'sending' ? ('queued' as const) : upload.status,
      }));
      await store.put(mine);
      return mine;
    });
    for (const upload of adopted) this.#fingerprints.set(fingerprint(upload), upload.id);
    this.uploader.add(adopted.sort((one, other) => one.addedAt - other.addedAt));
    for (const other of await tab.living()) {
      if (other !== tab.id) void tab.ended(other).then(() => this.adopt());
    }
  }

  /** Stops what is sent, and keeps no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.uploader.close();
    this.#options.store?.close();
  }

  /** Asks leave to read files again, which browsers forget with the page. Needs a click. */
  async continueMissing(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const source = this.#sources.get(id) ?? (await this.#options.store?.readSource(id));
      if (!source || source instanceof File) continue;
      if ((await source.requestPermission?.({ mode: 'read' })) === 'denied') return;
      await this.uploader.retry(id);
    }
  }

  /** Whether this device knows where the file is, so that no one has to choose it again. */
  async knowsSource(id: string): Promise<boolean> {
    return (await this.#options.store?.readSource(id)) !== undefined;
  }

  /** The file of this page, for its preview. */
  async preview(id: string): Promise<Blob | undefined> {
    const upload = this.uploader.get(id);
    return upload && this.#readBytes(upload);
  }

  #describe(file: File, limits: FileLimits, addedAt: number): Upload {
    const failure = checkFile(file, limits);
    return {
      id: crypto.randomUUID(),
      tab: this.#options.tab.id,
      name: file.name.normalize('NFC'),
      type: contentTypeOf(file),
      size: file.size,
      lastModified: file.lastModified,
      addedAt,
      status: failure ? 'failed' : 'queued',
      sent: 0,
      attempts: 0,
      ...(failure && { failure }),
    };
  }

  /** A file that was chosen again goes to the upload that lacks it. */
  #giveBack(id: string, source: Source): boolean {
    const upload = this.uploader.get(id);
    if (upload?.status !== 'missing' && upload?.status !== 'failed') return false;
    this.#sources.set(id, source);
    void this.#keepSources([upload]);
    void this.uploader.retry(id);
    return true;
  }

  async #readBytes(upload: Upload): Promise<Blob | undefined> {
    const source = this.#sources.get(upload.id) ?? (await this.#options.store?.readSource(upload.id));
    if (!source) return undefined;
    if (!(source instanceof File)) {
      if ((await source.queryPermission?.({ mode: 'read' })) === 'prompt') return undefined;
      const file = await source.getFile();
      return file.size === upload.size ? file : undefined;
    }
    return source.size === upload.size ? source : undefined;
  }

  async #keep(uploads: readonly Upload[]): Promise<void> {
    const { store } = this.#options;
    if (!store) return;
    await this.#whileThereIsRoom(async () => {
      await store.put(uploads.filter(({ status }) => status !== 'stored'));
      for (const { id, status } of uploads) if (status === 'stored') await store.remove(id);
    });
  }

  async #keepSources(uploads: readonly Upload[]): Promise<void> {
    const { store } = this.#options;
    const isOpen = ({ id }: Upload) => (this.uploader.get(id)?.status ?? 'stored') !== 'stored';
    for (let start = 0; store && start < uploads.length && !this.storageFull.value; start += sourcesAtOnce) {
      const open = uploads.slice(start, start + sourcesAtOnce).filter(isOpen);
      const sources = open.flatMap(({ id }) => {
        const source = this.#sources.get(id);
        return source ? [[id, source] as const] : [];
      });
      await this.#whileThereIsRoom(() => store.putSources(new Map(sources)));
      // Those that were stored meanwhile need no room.
      for (const upload of open) if (!isOpen(upload)) await store.remove(upload.id);
    }
  }

  async #whileThereIsRoom(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch {
      this.storageFull.value = true;
    }
  }
}
