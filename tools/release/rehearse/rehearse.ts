import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chartFolder, createRender, parseObjects } from '../../chart/render.ts';
import { buildGoTool } from '../../chart/tools/go.ts';
import { installHelm } from '../../chart/tools/install-helm.ts';
import { pinChart } from '../pin-chart.ts';
import { buildImages } from './build-images.ts';
import { installRelease } from './install-release.ts';
import type { RehearsalOptions } from './read-options.ts';
import { runOrFail } from './run-or-fail.ts';
import { signAndVerify } from './sign.ts';
import { startRegistry } from './start-registry.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const crane = { module: 'github.com/google/go-containerregistry', version: 'v0.22.1' };
const cosign = { module: 'github.com/sigstore/cosign/v3', version: 'v3.1.3' };

/** @throws MissingToolError without Go, and whatever goes wrong. */
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
