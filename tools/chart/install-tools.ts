import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildGoTool } from '../programs/go.ts';
import { installHelm } from '../programs/install-helm.ts';
import { prepareSchemas } from './schemas/prepare-schemas.ts';

/** Paths of the programs that check the chart, and of their schemas. */
export interface Tools {
  readonly helm: string;
  readonly helmUnittest: string;
  readonly kubeconform: string;
  /** With the placeholders of kubeconform's `-schema-location`. */
  readonly schemas: string;
}

const folder = fileURLToPath(new URL('../../.proofsheet/tools', import.meta.url));

/**
 * Brings everything that is not there yet: minutes the first time, and nothing after that.
 * @throws MissingToolError
 */
export async function installTools(): Promise<Tools> {
  await mkdir(folder, { recursive: true });
  const kubeconform = { module: 'github.com/yannh/kubeconform', version: 'v0.8.0' };
  const helmUnittest = { module: 'github.com/helm-unittest/helm-unittest', version: 'v1.1.2' };
  return {
    helm: await installHelm(folder),
    schemas: await prepareSchemas(path.join(folder, 'schemas')),
    kubeconform: await buildGoTool(folder, 'kubeconform', kubeconform),
    helmUnittest: await buildGoTool(folder, 'helm-unittest', helmUnittest),
  };
}
