import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RunningSystem, type ServiceName, type ServiceProcess, startProcess } from '@proofsheet/system';

type ServiceEnv = Pick<
  typeof import('../../dev/system/src/service-env.ts'),
  'createLinkKeys' | 'createServiceEnv'
>;

/** Files with the environment of the services, relative to a checkout: the current layout, then that of version 0.1. */
const envFiles = ['dev/system/src/service-env.ts', 'demo/src/service-env.ts'];

/** Starts a service from another checkout, in which `pnpm install` has been run, on a running system. */
export async function startServiceOf(
  folder: string,
  service: ServiceName,
  { local }: RunningSystem,
  {
    settings,
    logFile,
    onLine,
  }: {
    readonly settings: Readonly<Record<string, string>>;
    readonly logFile: string;
    readonly onLine: (line: Readonly<Record<string, unknown>>) => void;
  },
): Promise<ServiceProcess> {
  const envFile = envFiles.map((file) => path.resolve(folder, file)).find(existsSync);
  if (!envFile) throw new Error(`${folder} is no checkout of proofsheet`);
  const { createLinkKeys, createServiceEnv }: ServiceEnv = await import(pathToFileURL(envFile).href);
  const keys = { linkKeys: createLinkKeys(), sessionKeys: createLinkKeys(), port: 0 };
  return startProcess({
    args: [path.resolve(folder, 'services', service, 'src/main.ts')],
    env: { ...createServiceEnv(local, keys)(service, local.apiUrl), ...settings },
    logFile,
    isStart: ({ msg }) => msg === 'started',
    onLine,
  });
}
