import { execFile } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');

/** Packages that are published to npm, by their folder. */
export const publishedPackages = ['client', 'uppy'] as const;
export type PublishedPackage = (typeof publishedPackages)[number];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * Compiles a package into a folder that `npm pack` and `npm publish` take: JavaScript, declarations, README, licence and a
 * package.json without anything of the workspace.
 */
export async function buildPackage(name: PublishedPackage, folder: string): Promise<void> {
  const source = path.join(root, 'packages', name);
  await rm(folder, { recursive: true, force: true });
  const options = ['--noEmit', 'false', '--rewriteRelativeImportExtensions', '--declaration'];
  const places = ['--outDir', folder, '--rootDir', path.join(source, 'src')];
  await run(process.execPath, [tsc, '-p', path.join(source, 'tsconfig.build.json'), ...options, ...places], {
    cwd: root,
  }).catch(({ stdout }) => {
    throw new Error(`${name} does not compile:\n${stdout}`);
  });
  const manifest = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8')) as Manifest;
  await writeFile(
    path.join(folder, 'package.json'),
    `${JSON.stringify(toPublished(manifest), undefined, 2)}\n`,
  );
  await copyFile(path.join(source, 'README.md'), path.join(folder, 'README.md'));
  await copyFile(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
}

function toPublished(manifest: Manifest) {
  const { name, version, description, license, exports, dependencies, peerDependencies } = manifest;
  const compiled = (file: string) => {
    const base = file.replace(/^\.\/src\//, './').replace(/\.ts$/, '');
    return { types: `${base}.d.ts`, default: `${base}.js` };
  };
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: Object.fromEntries(Object.entries(exports).map(([key, file]) => [key, compiled(file)])),
    files: ['**/*.js', '**/*.d.ts'],
    ...(dependencies && {
      // Packages of the workspace are published together.
      dependencies: Object.fromEntries(Object.keys(dependencies).map((each) => [each, version])),
    }),
    ...(peerDependencies && { peerDependencies }),
  };
}
