import { rm } from 'node:fs/promises';
import { MissingToolError } from '../programs/run.ts';
import { readRehearsalOptions, rehearse } from './rehearse/rehearse.ts';

/**
 * `pnpm release:rehearse`: what the release workflow does, on this machine: images into a registry on loopback, a chart with their
 * digests as an OCI artifact, an SBOM, signatures by a local key, all verified; with `--install` also installed from there.
 * Exits with 1 when something is wrong, with 2 when a tool is missing.
 */
const options = await readRehearsalOptions(process.argv.slice(2));
try {
  await rehearse(options, (text) => void process.stdout.write(`${text}\n`));
} catch (error) {
  if (!(error instanceof MissingToolError)) throw error;
  process.stderr.write(`pnpm release:rehearse: ${error.message}\n`);
  process.exitCode = 2;
} finally {
  await rm(options.folder, { recursive: true, force: true });
}
