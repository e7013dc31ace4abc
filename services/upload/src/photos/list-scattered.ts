import type { ListedObject, ObjectStore } from '@proofsheet/object-store';

const maxRows = 1000;
const minRows = 10;

/**
 * Lists the objects of several photos: with one list call for adjacent photos, and never with more calls than photos.
 * @param folders key prefixes of the photos, all within `prefix`, in ascending order.
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
    // Folders end in a slash, so a key after a folder that does not start with it sorts after all keys in the folder.
    while (isPast(folders[next], last)) next += 1;
    const folder = folders[next];
    after = folder !== undefined && last.startsWith(folder) ? last : folder;
    // Rows between distant photos are useless.
    limit = next - before > 1 ? Math.min(maxRows, limit * 4) : Math.max(minRows, Math.floor(limit / 4));
  }
  return found;
}

function isPast(folder: string | undefined, key: string): boolean {
  return folder !== undefined && key > folder && !key.startsWith(folder);
}
