import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStack, type Stack } from '@proofsheet/local-aws';
import { readIdentity } from './identity.ts';
import type { LocalSystem } from './local-system.ts';
import {
  createApiKey,
  createLinkKeys,
  createServiceEnv,
  type ServiceName,
  serviceNames,
} from './service-env.ts';
import { type ServiceProcess, startProcess } from './start-process.ts';

export type { ServiceName };

export interface SystemOptions {
  /** Directory for objects and logs. */
  readonly dataDir: string;
  /** Restart services when their code changes. */
  readonly watch?: boolean;
  /** Settings that override the demo's, by service. */
  readonly env?: Partial<Record<ServiceName, Readonly<Record<string, string>>>>;
  /** Existing S3, SQS and SNS; without it the embedded ones are started. */
  readonly aws?: AwsServices;
  /** Existing buckets, queues and topic; without it they are created. */
  readonly stack?: Stack;
  /** Origins whose pages may upload and read photos; any by default. */
  readonly browserOrigins?: readonly string[];
  /** Keeps API keys, link keys and port for the next start with the same file. */
  readonly identityFile?: string;
  /** Services to start; default: all. */
  readonly services?: readonly ServiceName[];
  /** Called with every log line of a service. */
  readonly onLine?: (service: ServiceName, line: Readonly<Record<string, unknown>>) => void;
}

/** Endpoints of S3, SQS and SNS. */
export interface AwsServices {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Only the embedded services have a mailbox. */
  readonly mailboxUrl?: string;
  stop(): Promise<unknown>;
}

export interface RunningSystem {
  readonly local: LocalSystem;
  /** Starts another process of a service. `launcher` is a program with its arguments that runs Node. */
  startService(
    service: ServiceName,
    env?: Readonly<Record<string, string>>,
    launcher?: readonly string[],
  ): Promise<ServiceProcess>;
  /** The processes that were started first. */
  readonly processes: ReadonlyMap<ServiceName, ServiceProcess>;
  /** Stops all remaining processes, services first. Returns how each ended. */
  stop(): Promise<(number | string)[]>;
}

/** Starts the embedded S3, SQS and SNS, creates buckets, queues and topic, and starts each service as a process. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const logDir = path.join(options.dataDir, 'logs');
  await mkdir(logDir, { recursive: true });
  const aws = options.aws ?? (await startLocalAws(options.dataDir, logDir));
  const processes: ServiceProcess[] = [];
  const stop = async () => {
    const ends = await Promise.all(processes.map((service) => service.stop()));
    await aws.stop();
    return ends;
  };

  try {
    // Chosen before the API starts, since emails contain its URL, and kept across restarts.
    const { port, linkKeys, ...keys } = await readIdentity(options.identityFile);
    const apiUrl = `http://127.0.0.1:${port}`;
    const local = { ...(await layOut(aws, options)), ...keys, apiUrl };
    const envOf = createServiceEnv(local, { linkKeys, sessionKeys: createLinkKeys(), port });
    const browsers = (service: ServiceName) =>
      service === 'upload' && options.browserOrigins
        ? { CORS_ORIGINS: options.browserOrigins.join(',') }
        : {};
    const startService: RunningSystem['startService'] = async (service, env = {}, launcher = []) => {
      const started = await startProcess({
        args: [...(options.watch ? ['--watch', '--watch-preserve-output'] : []), mainOf(service)],
        launcher,
        env: { ...envOf(service, apiUrl), ...browsers(service), ...options.env?.[service], ...env },
        logFile: path.join(logDir, `${service}.log`),
        isStart: ({ msg }) => msg === 'started',
        ...(options.onLine && { onLine: (line) => options.onLine?.(service, line) }),
      });
      processes.push(started);
      return started;
    };
    const names = options.services ?? serviceNames;
    const first = await Promise.all(names.map(async (name) => [name, await startService(name)] as const));
    return { local, startService, processes: new Map(first), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startLocalAws(dataDir: string, logDir: string): Promise<AwsServices> {
  const credentials = { accessKeyId: 'AKIDPROOFSHEETDEMO00', secretAccessKey: createApiKey() };
  const region = 'eu-central-1';
  const awsProcess = await startProcess({
    args: [fileURLToPath(import.meta.resolve('@proofsheet/local-aws/main'))],
    env: {
      LOCAL_AWS_DATA_DIR: path.join(dataDir, 'aws'),
      LOCAL_AWS_REGION: region,
      LOCAL_AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      LOCAL_AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    logFile: path.join(logDir, 'local-aws.log'),
    isStart: ({ url }) => url !== undefined,
  });
  const { url, mailboxUrl } = awsProcess.started as { url: string; mailboxUrl: string };
  return { endpoint: url, mailboxUrl, region, credentials, stop: () => awsProcess.stop() };
}

async function layOut(
  aws: AwsServices,
  { stack: made, browserOrigins = ['*'] }: SystemOptions,
): Promise<Omit<LocalSystem, 'apiUrl' | 'apiKey' | 'otherApiKey'>> {
  const { endpoint, region, credentials, mailboxUrl = '' } = aws;
  const { accessKeyId, secretAccessKey } = credentials;
  const email = mailboxUrl === '' ? {} : { email: 'you@example.org' };
  const stack =
    made ??
    (await createStack({ endpoint, region, credentials, name: 'proofsheet', browserOrigins, ...email }));
  return {
    ...stack,
    accessKeyId,
    secretAccessKey,
    endpoint,
    region,
    mailboxUrl,
  };
}

function mainOf(service: ServiceName): string {
  return fileURLToPath(import.meta.resolve(`@proofsheet/${service}/main`));
}
