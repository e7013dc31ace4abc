import assert from 'node:assert/strict';
import { run, runOrFail } from '../../programs/run.ts';

/** Without a transparency log and its certificates, which need the internet. */
const signing = ['--tlog-upload=false', '--use-signing-config=false', '--allow-http-registry', '--yes'];
const verifying = ['--insecure-ignore-tlog', '--allow-http-registry'];

/** Signs by a new key and verifies artifacts in a registry, named by digest. An unsigned one must not verify. */
export async function signAndVerify(
  cosign: string,
  folder: string,
  { signed, unsigned }: { signed: readonly string[]; unsigned: string },
): Promise<void> {
  const options = { cwd: folder, env: { COSIGN_PASSWORD: '' } };
  await runOrFail(cosign, ['generate-key-pair'], options);
  for (const artifact of signed) {
    await runOrFail(cosign, ['sign', '--key', 'cosign.key', ...signing, artifact], options);
    await runOrFail(cosign, ['verify', '--key', 'cosign.pub', ...verifying, artifact], options);
  }
  const { status } = await run(cosign, ['verify', '--key', 'cosign.pub', ...verifying, unsigned], options);
  assert.notEqual(status, 0, 'an artifact without a signature verifies');
}
