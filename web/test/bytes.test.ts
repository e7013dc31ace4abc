import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Bytes after gzip, of all files that match. */
interface Built {
  readonly index: string;
  readonly sizes: ReadonlyMap<string, number>;
}

let folder = '';
let built: Built = { index: '', sizes: new Map() };

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-page-'));
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(js|css)$/.test(file));
  const sizes = await Promise.all(
    files.map(async (file) => [file, gzipSync(await readFile(path.join(folder, file))).length] as const),
  );
  built = { index: await readFile(path.join(folder, 'index.html'), 'utf8'), sizes: new Map(sizes) };
});

after(() => rm(folder, { recursive: true, force: true }));

const sum = (isWanted: (file: string) => boolean) =>
  [...built.sizes].filter(([file]) => isWanted(file)).reduce((total, [, bytes]) => total + bytes, 0);

test('the script of the first screen is at most 50 kB, all of it 75 kB, the style sheet 8 kB', () => {
  const isFirst = (file: string) => file.endsWith('.js') && built.index.includes(file);
  const bytes = {
    first: sum(isFirst),
    all: sum((file) => file.endsWith('.js')),
    css: sum((file) => file.endsWith('.css')),
  };
  assert.ok(bytes.first > 10_000 && bytes.first <= 50_000, `first ${bytes.first}`);
  assert.ok(bytes.all <= 75_000, `all ${bytes.all}`);
  assert.ok(bytes.css > 1000 && bytes.css <= 8000, `css ${bytes.css}`);
});

test('the page has no inline script, no inline style and nothing from elsewhere', () => {
  assert.doesNotMatch(built.index, /<script(?![^>]*\bsrc=)/);
  assert.doesNotMatch(built.index, /<style|\bstyle=/);
  assert.doesNotMatch(built.index, /(src|href)="(https?:)?\/\//);
});

test('the service worker has the name that browsers ask for, and needs no other file', async () => {
  const code = await readFile(path.join(folder, 'sw.js'), 'utf8');
  assert.doesNotMatch(code, /\bimport\s*["'({]/);
});
