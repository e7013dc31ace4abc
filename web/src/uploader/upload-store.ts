import type { Upload } from './upload.ts';

/** A file, or the way to it: handles need no copy, but leave to read must be given anew after a restart. */
export type Source = File | FileSystemFileHandle;

const name = (owner: string) => `proofsheet-${owner}`;

/** What the uploader keeps across reloads and crashes, in this browser, for one owner. */
export interface UploadStore {
  readAll(): Promise<Upload[]>;
  put(uploads: readonly Upload[]): Promise<void>;
  remove(id: string): Promise<void>;
  putSources(sources: ReadonlyMap<string, Source>): Promise<void>;
  readSource(id: string): Promise<Source | undefined>;
  /** Gives a file's room back. */
  dropSource(id: string): Promise<void>;
  close(): void;
}

/** @throws DOMException where the browser lets no database be opened */
export async function openUploadStore(owner: string): Promise<UploadStore> {
  const opening = indexedDB.open(name(owner), 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('uploads', { keyPath: 'id' });
    opening.result.createObjectStore('sources');
  };
  const database = await settle(opening);
  // Another tab signs out: an open database cannot be removed.
  database.onversionchange = () => database.close();
  const write = async (stores: string[], act: (transaction: IDBTransaction) => void) => {
    const transaction = database.transaction(stores, 'readwrite');
    act(transaction);
    await ended(transaction);
  };
  return {
    readAll: () => settle(database.transaction('uploads').objectStore('uploads').getAll()),
    put: (uploads) =>
      write(['uploads'], (transaction) => {
        for (const upload of uploads) transaction.objectStore('uploads').put(upload);
      }),
    remove: (id) =>
      write(['uploads', 'sources'], (transaction) => {
        transaction.objectStore('uploads').delete(id);
        transaction.objectStore('sources').delete(id);
      }),
    putSources: (sources) =>
      write(['sources'], (transaction) => {
        for (const [id, source] of sources) transaction.objectStore('sources').put(source, id);
      }),
    readSource: (id) => settle(database.transaction('sources').objectStore('sources').get(id)),
    dropSource: (id) =>
      write(['sources'], (transaction) => void transaction.objectStore('sources').delete(id)),
    close: () => database.close(),
  };
}

/** Removes all that was kept, as when the person signs out. */
export async function deleteUploadStore(owner: string): Promise<void> {
  await settle(indexedDB.deleteDatabase(name(owner)));
}

function settle<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
