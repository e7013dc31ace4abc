import type { Source } from './upload-store.ts';

export interface Dropped {
  readonly file: File;
  /** What is kept in place of the file, where the browser has it. */
  readonly source: Source;
}

/** Files of a drop or a paste, those in folders too. Entries must be taken at once: they end with the event. */
export async function* readDrop(transfer: DataTransfer): AsyncGenerator<Dropped> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const found = items.map((item) => ({
    handle: 'getAsFileSystemHandle' in item ? item.getAsFileSystemHandle().catch(() => null) : null,
    entry: item.webkitGetAsEntry?.() ?? null,
    file: item.getAsFile(),
  }));
  for (const { handle, entry, file } of found) {
    const known = await handle;
    if (known?.kind === 'directory') yield* readFolder(known as FileSystemDirectoryHandle);
    else if (known?.kind === 'file') yield await toDropped(known as FileSystemFileHandle);
    else if (entry?.isDirectory) yield* readEntry(entry as FileSystemDirectoryEntry);
    else if (file) yield { file, source: file };
  }
}

async function* readFolder(folder: FileSystemDirectoryHandle): AsyncGenerator<Dropped> {
  for await (const child of folder.values()) {
    if (child.name.startsWith('.')) continue;
    if (child.kind === 'directory') yield* readFolder(child as FileSystemDirectoryHandle);
    else yield await toDropped(child as FileSystemFileHandle);
  }
}

/** A folder in browsers without file handles. A reader gives 100 entries at a time. */
async function* readEntry(folder: FileSystemDirectoryEntry): AsyncGenerator<Dropped> {
  const reader = folder.createReader();
  for (;;) {
    const children = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (children.length === 0) return;
    for (const child of children) {
      if (child.name.startsWith('.')) continue;
      if (child.isDirectory) yield* readEntry(child as FileSystemDirectoryEntry);
      else {
        const file = await new Promise<File>((resolve, reject) =>
          (child as FileSystemFileEntry).file(resolve, reject),
        );
        yield { file, source: file };
      }
    }
  }
}

async function toDropped(handle: FileSystemFileHandle): Promise<Dropped> {
  return { file: await handle.getFile(), source: handle };
}
