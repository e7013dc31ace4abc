import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

export interface RehearsalOptions {
  /** `COMMAND DOCKERFILE CONTEXT NAME:TAG FILE` builds an image and writes its archive, as `docker save` does, to FILE. */
  readonly build: string | undefined;
  readonly version: string;
  /** Install the chart on the cluster of KUBECONFIG, whose nodes reach the registry on loopback. */
  readonly install: boolean;
  /** For everything that is made. */
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
