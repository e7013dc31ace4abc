import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { buildPackage, publishedPackages } from '../../npm/build-package.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const tsc = path.join(root, 'tools/node_modules/typescript/bin/tsc');
const tsconfig = {
  compilerOptions: {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
    module: 'nodenext',
    types: [],
  },
  files: ['program.ts'],
};

/** A folder below the workspace, so that what the packages need from the registry is found. */
let consumer = '';
const folderOf = (name: string) => path.join(consumer, 'node_modules/@proofsheet', name);

before(async () => {
  await mkdir(path.join(root, '.proofsheet'), { recursive: true });
  consumer = await mkdtemp(path.join(root, '.proofsheet/consumer-'));
  await writeFile(path.join(consumer, 'package.json'), '{"type":"module"}');
  // As it would be installed beside the packages.
  const core = path.join(root, 'packages/uppy/node_modules/@uppy');
  await cp(core, path.join(consumer, 'node_modules/@uppy'), { recursive: true, verbatimSymlinks: true });
  for (const name of publishedPackages) await buildPackage(name, folderOf(name));
});

after(() => rm(consumer, { recursive: true, force: true }));

for (const name of publishedPackages) {
  test(`publint finds nothing in ${name}`, async () => {
    const { messages } = await publint({ pkgDir: folderOf(name), strict: true, pack: false });
    assert.deepEqual(messages, []);
  });

  test(`${name} packs code, declarations, README and licence, and nothing else`, async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: folderOf(name) });
    const packed = JSON.parse(stdout) as Packed[] | Record<string, Packed>;
    const [{ files = [] } = {}] = Object.values(packed);
    const others = files.map((file) => file.path).filter((file) => !/\.(js|d\.ts)$/.test(file));
    assert.deepEqual(others.sort(), ['LICENSE', 'README.md', 'package.json']);
    assert.ok(files.some((file) => file.path === 'index.js'));
  });
}

interface Packed {
  readonly files?: readonly { readonly path: string }[];
}

test('a program in strict TypeScript uses the packages, and Node runs it', async () => {
  const program = `
    import { createClient, type Photo } from '@proofsheet/client';
    import { getPhoto } from '@proofsheet/client/api';
    import { ProofsheetUpload, type UploadedBody } from '@proofsheet/uppy';
    import { type Meta, Uppy } from '@uppy/core';
    import { missingParts } from '@proofsheet/client/upload';
    const client = createClient({ baseUrl: 'http://127.0.0.1:9', token: 'key' });
    export const uppy = new Uppy<Meta, UploadedBody>().use(ProofsheetUpload, { client });
    export const read = (photoId: string): Promise<Photo> => getPhoto({ client: client.api, path: { photoId } });
    // @ts-expect-error: the API has no such operation parameter.
    export const wrong = () => getPhoto({ client: client.api, path: { id: 1 } });
    console.log(missingParts(5, 2, []).length, typeof client.upload, typeof client.waitForAll);
  `;
  const file = path.join(consumer, 'program.ts');
  await writeFile(file, program);
  await writeFile(path.join(consumer, 'tsconfig.json'), JSON.stringify(tsconfig));
  await run(process.execPath, [tsc, '-p', consumer]).catch(({ stdout }) => assert.fail(stdout));
  const { stdout } = await run(process.execPath, [file], { cwd: consumer });
  assert.equal(stdout, '3 function function\n');
});
