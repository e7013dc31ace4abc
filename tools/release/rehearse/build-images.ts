import path from 'node:path';
import { runOrFail } from './run-or-fail.ts';

const dockerfiles = {
  upload: 'Dockerfile.upload',
  worker: 'Dockerfile.worker',
  notifier: 'Dockerfile.notifier',
  'local-aws': 'k8s/Dockerfile.local-aws',
} as const;

/** Builds the images. Returns their archives by name. */
export async function buildImages(
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
