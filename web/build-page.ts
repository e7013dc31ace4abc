import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const built = path.join(root, 'dist');

/** Builds the page unless that was done from the present sources. Returns the folder of the built page. */
export async function buildPage(): Promise<string> {
  const builtAt = await changedAt(path.join(built, 'index.html'));
  if (builtAt <= (await newestSource())) {
    await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'error' });
  }
  return built;
}

async function newestSource(): Promise<number> {
  const folders = ['src', 'public'].map((name) => path.join(root, name));
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((file) => path.join(folder, file)),
    ),
  );
  const own = ['index.html', 'vite.config.ts', 'package.json'].map((name) => path.join(root, name));
  return Math.max(...(await Promise.all([...files.flat(), ...own].map(changedAt))));
}

/** Milliseconds since 1970; 0 for a file that is not there. */
async function changedAt(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
