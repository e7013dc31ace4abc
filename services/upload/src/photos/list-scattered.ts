import type { ListedObject, ObjectStore } from '@proofsheet/object-store';

const maxRows = 1000;
const minRows = 10;

/**
 * Lists the objects of several photos: one list call where the photos lie side by side, and never more calls than
 * photos.
 * @param folders what the keys of each photo start with, all behind `prefix`, in ascending order.
 */
export async function listScattered(
  store: ObjectStore,
  prefix: string,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<ListedObject[]> {
  const found: ListedObject[] = [];
  let next = 0;
  let limit = Math.min(maxRows, minRows + 2 * folders.length);
  for (let after = folders[0]; after !== undefined; ) {
    const rows = await store.list({ prefix, startAfter: after, limit }, signal);
    found.push(...rows);
    const last = rows.at(-1)?.key;
    if (last === undefined || rows.length < limit) break;
    const before = next;
    // Folders end in a slash, so that a key behind one that does not start with it is behind all that is in it.
    while (isPast(folders[next], last)) next += 1;
    const folder = folders[next];
    after = folder !== undefined && last.startsWith(folder) ? last : folder;
    // Rows between photos that lie far apart are of no use.
    limit = next - before > 1 ? Math.min(maxRows, limit * 4) : Math.max(minRows, Math.floor(limit / 4));
  }
  return found;
}

function isPast(folder: string | undefined, key: string): boolean {
  return folder !== undefined && key > folder && !key.startsWith(folder);
}
