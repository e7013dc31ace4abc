import type { AlbumPhoto, ProofsheetClient } from '@proofsheet/client';
import { BasePlugin, type Meta, type PluginOpts, type Uppy, type UppyFile } from '@uppy/core';

export interface ProofsheetUploadOptions extends PluginOpts {
  readonly client: Pick<ProofsheetClient, 'upload' | 'waitForAll'>;
  /** Files that are sent at a time; 6 by default. */
  readonly filesAtOnce?: number;
  /** Whether an upload is complete only once its photos are ready or have failed. */
  readonly waitForThumbnails?: boolean;
}

/** `response.body` of an uploaded file. */
export type UploadedBody = {
  photoId: string;
  /** With `waitForThumbnails`: what became of the photo. */
  photo?: AlbumPhoto;
};

type File<M extends Meta> = UppyFile<M, UploadedBody>;

/** Uploads Uppy's files to a proofsheet service: `uppy.use(ProofsheetUpload, { client })`. */
export class ProofsheetUpload<M extends Meta> extends BasePlugin<ProofsheetUploadOptions, M, UploadedBody> {
  /** Of files that are being sent, by id. */
  readonly #stops = new Map<string, AbortController>();

  constructor(uppy: Uppy<M, UploadedBody>, options: ProofsheetUploadOptions) {
    super(uppy, options);
    this.id = options.id ?? 'ProofsheetUpload';
    this.type = 'uploader';
  }

  override install(): void {
    this.uppy.addUploader(this.#uploadAll);
    if (this.opts.waitForThumbnails) this.uppy.addPostProcessor(this.#waitForAll);
    this.uppy.on('file-removed', this.#onRemoved);
    this.uppy.on('cancel-all', this.#onCancelled);
  }

  override uninstall(): void {
    this.uppy.removeUploader(this.#uploadAll);
    this.uppy.removePostProcessor(this.#waitForAll);
    this.uppy.off('file-removed', this.#onRemoved);
    this.uppy.off('cancel-all', this.#onCancelled);
    this.#onCancelled();
  }

  readonly #onRemoved = ({ id }: File<M>): void => this.#stops.get(id)?.abort();

  readonly #onCancelled = (): void => {
    for (const stop of this.#stops.values()) stop.abort();
  };

  readonly #uploadAll = async (ids: string[]): Promise<void> => {
    const files = ids.map((id) => this.uppy.getFile(id)).filter((file) => file && !file.error);
    this.uppy.emit('upload-start', files);
    for (const { id } of files) this.#stops.set(id, new AbortController());
    const waiting = [...files];
    const worker = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) await this.#upload(file);
    };
    await Promise.all(Array.from({ length: this.opts.filesAtOnce ?? 6 }, worker));
  };

  async #upload(file: File<M>): Promise<void> {
    const { id, data, name, type } = file;
    const signal = this.#stops.get(id)?.signal;
    if (!signal || signal.aborted) return;
    const uploadStarted = Date.now();
    try {
      if (!(data instanceof Blob)) throw new TypeError('files of remote providers cannot be uploaded');
      const { photoId } = await this.opts.client.upload(data, {
        filename: file.meta.name || name,
        contentType: type,
        signal,
        onProgress: (bytesUploaded, bytesTotal) => {
          if (signal.aborted) return;
          this.uppy.emit('upload-progress', this.uppy.getFile(id), {
            uploadStarted,
            bytesUploaded,
            bytesTotal,
          });
        },
      });
      this.uppy.emit('upload-success', this.uppy.getFile(id), { status: 200, body: { photoId } });
    } catch (error) {
      if (signal.aborted) return;
      const { name: kind, message } = error as Error;
      this.uppy.emit('upload-error', this.uppy.getFile(id), { name: kind, message });
    } finally {
      this.#stops.delete(id);
    }
  }

  readonly #waitForAll = async (ids: string[]): Promise<void> => {
    const byPhoto = new Map<string, string>();
    for (const id of ids) {
      const photoId = this.uppy.getFile(id)?.response?.body?.photoId;
      if (photoId !== undefined) byPhoto.set(photoId, id);
    }
    const stop = new AbortController();
    const cancel = () => stop.abort();
    this.uppy.on('cancel-all', cancel);
    try {
      await this.opts.client.waitForAll([...byPhoto.keys()], {
        signal: stop.signal,
        onPhoto: (photo) => this.#onPhoto(byPhoto.get(photo.photoId) ?? '', photo),
      });
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      this.uppy.off('cancel-all', cancel);
    }
  };

  #onPhoto(id: string, photo: AlbumPhoto): void {
    const file = this.uppy.getFile(id);
    if (!file) return;
    const body = { photoId: photo.photoId, photo };
    this.uppy.setFileState(id, { response: { status: 200, ...file.response, body } });
    this.uppy.emit('postprocess-complete', this.uppy.getFile(id));
  }
}
