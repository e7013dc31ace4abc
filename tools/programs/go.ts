import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MissingToolError, run } from './run.ts';

/** A module of Go at one version. */
export interface GoModule {
  readonly module: string;
  readonly version: string;
}

/** Builds without a C compiler and version control; Go completes the go.mod. */
const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=mod -buildvcs=false' };

/** Downloads a module, checked by Go's checksum database, and returns its folder. */
export async function downloadGoModule({ module, version }: GoModule): Promise<string> {
  const { Dir, Error: problem } = JSON.parse(await go(['mod', 'download', '-json', `${module}@${version}`]));
  if (!Dir) throw new MissingToolError(`${module}@${version} cannot be downloaded: ${problem}`);
  return Dir;
}

/**
 * Builds the program `./cmd/NAME` of a module into `folder`, unless it is there, and returns its path. `go install`
 * refuses modules whose go.mod replaces others, so this writes a go.mod that repeats those lines.
 * @throws MissingToolError without Go, or when it cannot be built.
 */
export async function buildGoTool(folder: string, name: string, source: GoModule): Promise<string> {
  const program = path.join(folder, `${name}-${source.version}`);
  if (await isThere(program)) return program;
  process.stderr.write(`building ${name} ${source.version}\n`);
  const theirs = await readFile(path.join(await downloadGoModule(source), 'go.mod'), 'utf8');
  const ours = [
    `module tools/${name}`,
    ...(theirs.match(/^go .*$/m) ?? []),
    `require ${source.module} ${source.version}`,
    ...(theirs.match(/^replace .*=> [^.].*$/gm) ?? []),
  ];
  const cwd = path.join(folder, 'build', name);
  await mkdir(cwd, { recursive: true });
  await writeFile(path.join(cwd, 'go.mod'), `${ours.join('\n')}\n`);
  const output = path.join(cwd, 'program');
  await go(['build', '-trimpath', '-ldflags', '-s -w', '-o', output, `${source.module}/cmd/${name}`], cwd);
  await rename(output, program);
  return program;
}

async function go(args: string[], cwd?: string): Promise<string> {
  const ended = await run('go', args, { env, ...(cwd && { cwd }) }).catch((error: Error) => {
    throw new MissingToolError(`Go 1.26 or newer has to be there, as go: ${error.message}`);
  });
  if (ended.status !== 0)
    throw new MissingToolError(`go ${args.join(' ')} failed:\n${ended.stdout}${ended.stderr}`);
  return ended.stdout;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
