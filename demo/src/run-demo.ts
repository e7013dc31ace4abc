import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type LocalSystem, localFile, type RunningSystem, startSystem } from '@proofsheet/system';
import { buildPage } from '@proofsheet/web/build-page';
import { askForSignInLink } from './ask-for-sign-in-link.ts';
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
  await rm(dataDir, { recursive: true, force: true });
  const env = { upload: { ALBUM_DIR: await buildPage() }, worker: { VARIANTS: JSON.stringify([screen]) } };
  const system = await startSystem({ dataDir: path.resolve(dataDir), watch: options.dev, env });
  try {
    await publish(system.local);
    const allWell = options.dev || (await sendPhotos(system.local, options, interrupted));
    if (options.once) return allWell ? 0 : 1;
    process.stderr.write(welcome(system.local, await askForSignInLink(system.local)));
    return (await untilEnd(system, interrupted)) ? 0 : 1;
  } finally {
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

/** Returns true after Ctrl-C, false when a process exited by itself. */
async function untilEnd({ processes }: RunningSystem, interrupted: Promise<void>): Promise<boolean> {
  const fallen = [...processes].map(async ([name, { ended }]) => `${name} ended with ${await ended}`);
  const end = await Promise.race([interrupted, ...fallen]);
  if (end) process.stderr.write(`${end}, see ${dataDir}/logs/\n`);
  return !end;
}

function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
