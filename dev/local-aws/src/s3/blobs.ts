import { randomUUID } from 'node:crypto';
import { constants, createReadStream, openSync, type ReadStream, rmSync } from 'node:fs';
import { copyFile, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files of bytes, each written once, named by a random id. */
export interface Blobs {
  /** Streams to disk and returns the new id. Leaves nothing behind if the stream fails. */
  write(chunks: AsyncIterable<Buffer>): Promise<string>;
  /** Opens the file at once, so a later removal does not affect the read. Both ends are inclusive. */
  read(id: string, range?: { start: number; end: number }): ReadStream;
  copy(id: string): Promise<string>;
  /** A new file of all these, one behind the other. */
  concatenate(ids: readonly string[]): Promise<string>;
  remove(id: string): void;
  /** Removes blobs without a record, left behind by a crash. */
  removeAllBut(ids: ReadonlySet<string>): Promise<void>;
}

/** @param dir made if it doesn't exist. */
export async function createBlobs(dir: string): Promise<Blobs> {
  await mkdir(dir, { recursive: true });
  const path = (id: string) => join(dir, id);
  const remove = (id: string) => rmSync(path(id), { force: true });

  const write = async (chunks: AsyncIterable<Buffer>): Promise<string> => {
    const id = randomUUID();
    // Opened before, as a stream that fails while it opens its file would make the file afterwards.
    const file = await open(path(id), 'wx');
    try {
      await pipeline(chunks, file.createWriteStream());
      return id;
    } catch (error) {
      remove(id);
      throw error;
    }
  };
  const read: Blobs['read'] = (id, range) =>
    createReadStream(path(id), {
      fd: openSync(path(id), 'r'),
      start: range?.start ?? 0,
      end: range?.end ?? Infinity,
    });

  return {
    write,
    read,
    async copy(id) {
      const copied = randomUUID();
      await copyFile(path(id), path(copied), constants.COPYFILE_FICLONE);
      return copied;
    },
    concatenate: (ids) => write(readAll(ids, read)),
    remove,
    async removeAllBut(ids) {
      for (const name of await readdir(dir)) if (!ids.has(name)) remove(name);
    },
  };
}

async function* readAll(ids: readonly string[], read: Blobs['read']): AsyncGenerator<Buffer> {
  for (const id of ids) yield* read(id);
}
