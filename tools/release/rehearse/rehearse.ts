import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chartFolder, createRender, parseObjects } from '../../chart/render.ts';
import { buildGoTool } from '../../programs/go.ts';
import { installHelm } from '../../programs/install-helm.ts';
import { runOrFail } from '../../programs/run.ts';
import { pinChart } from '../pin-chart.ts';
import { signAndVerify } from './sign.ts';
import { startRegistry } from './start-registry.ts';

export interface RehearsalOptions {
  /** `COMMAND DOCKERFILE CONTEXT NAME:TAG FILE` builds an image and writes its archive, as `docker save` does, to FILE. */
  readonly build: string | undefined;
  readonly version: string;
  /** Install the chart on the cluster of KUBECONFIG, whose nodes reach the registry on loopback. */
  readonly install: boolean;
  /** Folder for all artifacts. */
  readonly folder: string;
}

/** @throws TypeError for unknown options. */
export async function readRehearsalOptions(args: readonly string[]): Promise<RehearsalOptions> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      build: { type: 'string' },
      version: { type: 'string', default: '0.0.0-rehearsal' },
      install: { type: 'boolean', default: false },
    },
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-rehearsal-'));
  return { build: values.build, version: values.version, install: values.install, folder };
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const crane = { module: 'github.com/google/go-containerregistry', version: 'v0.22.1' };
const cosign = { module: 'github.com/sigstore/cosign/v3', version: 'v3.1.3' };

/** @throws MissingToolError without Go, Error for a step that fails. */
export async function rehearse(options: RehearsalOptions, note: (text: string) => void): Promise<void> {
  const { folder, version, install } = options;
  const tools = path.join(root, '.proofsheet/tools');
  await mkdir(tools, { recursive: true });
  const helm = await installHelm(tools);
  const programs = {
    crane: await buildGoTool(tools, 'crane', crane),
    cosign: await buildGoTool(tools, 'cosign', cosign),
  };
  const archives = await buildImages(root, options);
  note(`built ${[...archives.keys()].join(', ')}`);
  const registry = await startRegistry(programs.crane);
  try {
    const digests: Record<string, string> = {};
    const images: string[] = [];
    for (const [name, archive] of archives) {
      const repository = `${registry.host}/proofsheet-${name}`;
      await runOrFail(programs.crane, ['push', archive, `${repository}:${version}`]);
      digests[name] = (await runOrFail(programs.crane, ['digest', `${repository}:${version}`])).trim();
      images.push(`${repository}@${digests[name]}`);
    }
    note(`pushed ${images.join(', ')}`);

    const chart = path.join(folder, 'proofsheet');
    await pinChart(chartFolder, chart, { version, registry: registry.host, digests });
    await runOrFail(helm, ['package', chart], { cwd: folder });
    const archive = `proofsheet-${version}.tgz`;
    const pushed = await runOrFail(helm, ['push', archive, `oci://${registry.host}/charts`, '--plain-http'], {
      cwd: folder,
    });
    const digest = /^Digest: (\S+)$/m.exec(pushed)?.[1] ?? '';
    const published = `oci://${registry.host}/charts/proofsheet`;
    const render = createRender(helm, published);
    const { text, error } = await render([
      '--version',
      version,
      '--plain-http',
      '--set',
      'localAws.enabled=true',
    ]);
    assert.equal(error, undefined);
    for (const [name, own] of Object.entries(digests))
      assert.ok(text.includes(`@${own}`), `${name} is pinned`);
    assert.equal(parseObjects(text).filter(({ kind }) => kind === 'Deployment').length, archives.size);
    note(`chart pushed and rendered from ${published}, with digests of all images`);

    const sbom = path.join(folder, 'proofsheet.spdx.json');
    await runOrFail(
      'npx',
      ['--yes', 'pnpm@12.21.0', 'sbom', '--sbom-format', 'spdx', '--prod', '--out', sbom],
      {
        cwd: root,
      },
    );
    const { spdxVersion, packages } = JSON.parse(await readFile(sbom, 'utf8'));
    assert.match(spdxVersion, /^SPDX-2/);
    assert.ok(packages.some(({ name }: { name: string }) => name === 'sharp'));
    note(`SBOM: ${spdxVersion}, ${packages.length} packages`);

    const [first = ''] = images;
    const unsigned = `${registry.host}/unsigned:1`;
    await runOrFail(programs.crane, [
      'append',
      '--new_layer',
      path.join(folder, archive),
      '--new_tag',
      unsigned,
    ]);
    const signed = [...images, `${registry.host}/charts/proofsheet@${digest}`];
    await signAndVerify(programs.cosign, folder, { signed, unsigned });
    note(
      `signed and verified ${signed.length} artifacts, such as ${first}; one without a signature is refused`,
    );
    if (install) await installRelease(helm, { published, version, note });
  } finally {
    await registry.stop();
  }
}

const dockerfiles = {
  upload: 'Dockerfile.upload',
  worker: 'Dockerfile.worker',
  notifier: 'Dockerfile.notifier',
  'local-aws': 'k8s/Dockerfile.local-aws',
} as const;

/** Builds the images. Returns their archives by name. */
async function buildImages(
  root: string,
  { build, version, folder }: { build: string | undefined; version: string; folder: string },
): Promise<ReadonlyMap<string, string>> {
  const archives = new Map<string, string>();
  for (const [name, file] of Object.entries(dockerfiles)) {
    const tag = `proofsheet-${name}:${version}`;
    const archive = path.join(folder, `${name}.tar`);
    const dockerfile = path.join(root, file);
    if (build) await runOrFail(build, [dockerfile, root, tag, archive]);
    else {
      await runOrFail('docker', ['build', '--provenance=false', '-f', dockerfile, '-t', tag, root]);
      await runOrFail('docker', ['save', '-o', archive, tag]);
    }
    archives.set(name, archive);
  }
  return archives;
}

const namespace = 'proofsheet-rehearsal';

/** Installs the published chart with its emulator on the cluster of KUBECONFIG, sends a test photo, and removes it. */
async function installRelease(
  helm: string,
  { published, version, note }: { published: string; version: string; note: (text: string) => void },
): Promise<void> {
  const place = ['--namespace', namespace];
  await runOrFail(helm, [
    ...['install', 'proofsheet', published, '--version', version, '--plain-http', ...place],
    ...['--create-namespace', '--set', 'localAws.enabled=true', '--wait', '--timeout', '5m'],
  ]);
  try {
    note(await runOrFail(helm, ['test', 'proofsheet', ...place, '--logs']));
  } finally {
    await runOrFail(helm, ['uninstall', 'proofsheet', ...place, '--wait']);
    await runOrFail('kubectl', ['delete', 'namespace', namespace]);
  }
}
