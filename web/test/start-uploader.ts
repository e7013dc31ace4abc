import type { Hold } from '../src/uploader/uploader.ts';
import { Uploader, type UploaderOptions } from '../src/uploader/uploader.ts';
import type { Upload } from '../src/uploader/upload.ts';
import { createFakeTransport, type FakeTransportOptions } from './fake-transport.ts';

type Options = FakeTransportOptions & Partial<Pick<UploaderOptions, 'isOnline' | 'readBytes'>>;

/** An uploader whose clock jumps to whatever it waits for, and everything that it said. */
export function startUploader(options: Options = {}) {
  let time = 1000;
  const fake = createFakeTransport({ ...options, now: () => time });
  const uploads = new Map<string, Upload>();
  const kept = new Map<string, Upload>();
  const holds: Hold[][] = [];
  const watchers = new Set<() => void>();
  const uploader = new Uploader({
    transport: fake.transport,
    readBytes: async ({ size }) => new Blob([new Uint8Array(size)]),
    keep: async (changed) => {
      for (const upload of changed) kept.set(upload.id, upload);
    },
    onChange: (upload) => {
      uploads.set(upload.id, upload);
      for (const watcher of watchers) watcher();
    },
    onRemove: (id) => uploads.delete(id),
    onHold: (now) => holds.push([...now]),
    isOnline: () => true,
    multipartFrom: () => 100,
    now: () => time,
    random: () => 0,
    setTimer: (run, ms) =>
      queueMicrotask(() => {
        time += ms;
        run();
      }),
    ...options,
  });
  return {
    ...fake,
    uploader,
    uploads,
    kept,
    holds,
    /** Resolves when all uploads satisfy the condition. */
    until: (isMet: (all: readonly Upload[]) => boolean) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!isMet([...uploads.values()])) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
  };
}

export function createUpload(name: string, size: number, more: Partial<Upload> = {}): Upload {
  return {
    id: name,
    tab: 'tab',
    name,
    type: 'image/jpeg',
    size,
    lastModified: 0,
    addedAt: 0,
    status: 'queued',
    sent: 0,
    attempts: 0,
    ...more,
  };
}

export const isStored = (uploads: readonly Upload[]) => uploads.every(({ status }) => status === 'stored');
