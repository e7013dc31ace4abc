import type { ObjectStore } from '@proofsheet/object-store';
import { windowKey } from '@proofsheet/photos';

/**
 * Says that a digest of the group is on its way. Only a window with a name is trusted: the digest of that name was sent
 * and has not yet removed the window. Its listing contains all photos that become pending before it removes the window.
 */
export interface Window {
  readonly etag: string;
  /** Undefined for the first event of a window, whose digest may not have been sent. */
  readonly name: string | undefined;
  /** When the window was written, in milliseconds since 1970. */
  readonly writtenAt: number;
}

export interface WindowRecordsOptions {
  readonly derived: ObjectStore;
  /** Returns a different text each time. */
  readonly createNonce: () => string;
}

export type WindowRecords = ReturnType<typeof createWindowRecords>;

/** Maximum bytes of a window: a name and a nonce. */
const maxRecordBytes = 1_000;

/** Reads and writes the window records of groups. */
export function createWindowRecords({ derived, createNonce }: WindowRecordsOptions) {
  const write = async (
    group: string,
    name: string | undefined,
    expected: 'absent' | { readonly etag: string },
    signal: AbortSignal,
  ): Promise<void> => {
    const body = JSON.stringify({ name, nonce: createNonce() });
    await derived.put(windowKey(group), body, { contentType: 'application/json', expected }, signal);
  };

  return {
    async read(group: string, signal: AbortSignal): Promise<Window | undefined> {
      const object = await derived.get(windowKey(group), { maxBytes: maxRecordBytes, signal });
      if (!object) return undefined;
      const { name } = JSON.parse(object.body.toString()) as { name?: string };
      return { etag: object.etag, name, writtenAt: object.lastModified.getTime() };
    },

    /** Writes a window without a name, unless there is a window already. */
    begin: (group: string, signal: AbortSignal) => write(group, undefined, 'absent', signal),

    /** Names a window after a digest that was sent, unless the window has changed. */
    open: (group: string, window: Window, name: string, signal: AbortSignal) =>
      write(group, name, window, signal),

    /** Removes the window. Returns false if it has changed since it was read. */
    close: (group: string, { etag }: Window, signal: AbortSignal): Promise<boolean> =>
      derived.delete(windowKey(group), { etag }, signal),
  };
}
