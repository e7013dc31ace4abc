import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';

/** Digests of the images, by name: `upload`, `worker`, `notifier`, `local-aws`. */
export type Digests = Readonly<Record<string, string>>;

export interface Release {
  readonly version: string;
  /** Registry and path in front of the images' names. */
  readonly registry: string;
  readonly digests: Digests;
}

/** Where the chart's values have the digest of each image. */
const places: Readonly<Record<string, readonly string[]>> = {
  upload: ['upload', 'image', 'digest'],
  worker: ['worker', 'image', 'digest'],
  notifier: ['notifier', 'image', 'digest'],
  'local-aws': ['localAws', 'image', 'digest'],
};

/**
 * Copies the chart as it is released: with its version, and with the registry and digests of its images as default values.
 * @throws Error when a digest is missing or malformed.
 */
export async function pinChart(chart: string, folder: string, release: Release): Promise<void> {
  for (const name of Object.keys(places)) {
    if (!/^sha256:[0-9a-f]{64}$/.test(release.digests[name] ?? ''))
      throw new Error(`no digest of ${name}: ${release.digests[name]}`);
  }
  await cp(chart, folder, { recursive: true });
  await edit(path.join(folder, 'Chart.yaml'), [
    [['version'], release.version],
    [['appVersion'], release.version],
  ]);
  const digests = Object.entries(places).map(([name, place]) => [place, release.digests[name]] as const);
  await edit(path.join(folder, 'values.yaml'), [[['image', 'registry'], release.registry], ...digests]);
}

async function edit(
  file: string,
  changes: readonly (readonly [readonly string[], unknown])[],
): Promise<void> {
  const document = parseDocument(await readFile(file, 'utf8'));
  for (const [place, value] of changes) {
    if (!document.hasIn(place)) throw new Error(`${file} has no ${place.join('.')}`);
    document.setIn(place, value);
  }
  await writeFile(file, document.toString({ lineWidth: 0 }));
}
