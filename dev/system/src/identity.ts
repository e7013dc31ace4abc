import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFreePort, isFreePort } from './find-free-port.ts';
import { createApiKey, createLinkKeys } from './service-env.ts';

/** What clients and emails know a system by. */
export interface Identity {
  readonly apiKey: string;
  readonly otherApiKey: string;
  readonly linkKeys: string;
  /** Port of the API. */
  readonly port: number;
}

/**
 * The identity kept in this file, so that keys and links of an earlier start still work; a new one if there is none yet,
 * or without a file. Only this user can read the file. The port changes if another process has taken it.
 */
export async function readIdentity(file: string | undefined): Promise<Identity> {
  const kept = file && JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));
  const identity: Identity = kept || {
    apiKey: createApiKey(),
    otherApiKey: createApiKey(),
    linkKeys: createLinkKeys(),
    port: 0,
  };
  const port = (await isFreePort(identity.port)) ? identity.port : await findFreePort();
  if (file) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ ...identity, port }), { mode: 0o600 });
  }
  return { ...identity, port };
}
