import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const builtPage = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** Settings of the API by which it serves the album page, if the page was built. */
export async function albumSettings(): Promise<Record<string, string>> {
  const isBuilt = await stat(`${builtPage}index.html`).then(
    () => true,
    () => false,
  );
  return isBuilt ? { ALBUM_DIR: builtPage } : {};
}
