import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type LocalSystem, localFile, startSystem } from '@proofsheet/system';
import { buildPage } from '@proofsheet/web/build-page';
import { askForSignInLink } from './ask-for-sign-in-link.ts';
import { keepRunning } from './keep-running.ts';
import type { DemoOptions } from './read-options.ts';
import { samplePhotos } from './sample-photos.ts';
import { sendAll } from './send-all.ts';
import { welcome } from './welcome.ts';

const dataDir = path.join(path.dirname(localFile), 'data');

/** The variant that the chart has by default: what the album shows full screen. */
const screen = { name: 'screen', width: 1600, height: 1600, format: 'jpeg', quality: 80 };

/** Runs the demo. Returns the exit status. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const interrupted = firstSignal();
  if (!options.keep) await rm(dataDir, { recursive: true, force: true });
  const env = { upload: { ALBUM_DIR: await buildPage() }, worker: { VARIANTS: JSON.stringify([screen]) } };
  const system = await startSystem({
    dataDir: path.resolve(dataDir),
    watch: options.dev,
    env,
    ...(options.keep && { identityFile: path.resolve(dataDir, 'identity.json') }),
    ...(options.cors.length > 0 && { browserOrigins: options.cors }),
  });
  const stopping = new AbortController();
  keepRunning(system, (line) => process.stderr.write(`${line}, see ${dataDir}/logs/\n`), stopping.signal);
  try {
    await publish(system.local);
    const allWell = options.dev || (await sendPhotos(system.local, options, interrupted));
    if (options.once) return allWell ? 0 : 1;
    process.stderr.write(welcome(system.local, await askForSignInLink(system.local)));
    await interrupted;
    return 0;
  } finally {
    stopping.abort();
    await rm(localFile, { force: true });
    await system.stop();
  }
}

/** Writes the file from which scripts and tools learn URLs and keys. Only this user can read it. */
async function publish(local: LocalSystem): Promise<void> {
  await mkdir(path.dirname(localFile), { recursive: true });
  await writeFile(localFile, `${JSON.stringify(local, null, 2)}\n`, { mode: 0o600 });
}

async function sendPhotos(local: LocalSystem, { files, json }: DemoOptions, interrupted: Promise<void>) {
  const sent = sendAll(local, files.length > 0 ? files : await samplePhotos(), json);
  return Promise.race([sent, interrupted.then(() => false)]);
}

function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
