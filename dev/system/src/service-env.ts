import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { LocalSystem } from './local-system.ts';

/** Names of the services and of their folders. */
export type ServiceName = 'upload' | 'worker' | 'notifier';
export const serviceNames: readonly ServiceName[] = ['upload', 'worker', 'notifier'];

const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/proofsheet', import.meta.url));

/** A new API key for a client. */
export function createApiKey(): string {
  return `ps_${randomBytes(24).toString('base64url')}`;
}

/** A new key that signs links. */
export function createLinkKeys(): string {
  return `demo:${randomBytes(32).toString('base64')}`;
}

/** The environment of each service of a system on this machine. */
export function createServiceEnv(
  local: Omit<LocalSystem, 'apiUrl'>,
  { linkKeys, sessionKeys, port }: { linkKeys: string; sessionKeys: string; port: number },
): (service: ServiceName, publicUrl: string) => Record<string, string> {
  const common = {
    // Compiled modules cut the start time by a third.
    NODE_COMPILE_CACHE: compileCache,
    AWS_REGION: local.region,
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_ACCESS_KEY_ID: local.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.secretAccessKey,
    OPS_HOST: '127.0.0.1',
    OPS_PORT: '0',
    ORIGINALS_BUCKET: local.originalsBucket,
    THUMBNAILS_BUCKET: local.thumbnailsBucket,
    DERIVED_BUCKET: local.derivedBucket,
  };
  // Stopping waits for the long poll to return: a person at a terminal should not have to wait for 20 s.
  const consumer = { RECEIVE_WAIT_SECONDS: '1', VISIBILITY_SECONDS: '30' };
  const own = {
    upload: (publicUrl: string) => ({
      PUBLIC_URL: publicUrl,
      SESSION_KEYS: sessionKeys,
      HOST: '127.0.0.1',
      PORT: String(port),
      // Pages of any origin: they need a key or a session, and the demo listens on loopback only.
      CORS_ORIGINS: '*',
      API_KEYS: `demo:${sha256(local.apiKey)},other:${sha256(local.otherApiKey)}`,
      LINK_KEYS: linkKeys,
      TOPIC_ARN: local.topicArn,
      ORIGINALS_QUEUE_URL: local.originalsQueueUrl,
      ORIGINALS_DEAD_LETTER_QUEUE_URL: local.originalsDlqUrl,
      THUMBNAILS_QUEUE_URL: local.thumbnailsQueueUrl,
      THUMBNAILS_DEAD_LETTER_QUEUE_URL: local.thumbnailsDlqUrl,
    }),
    worker: () => ({
      ...consumer,
      ORIGINALS_QUEUE_URL: local.originalsQueueUrl,
      UV_THREADPOOL_SIZE: '5',
      // Pixels are allocated in blocks of megabytes. Without these, glibc keeps the memory of the largest photo.
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '262144',
      MALLOC_TRIM_THRESHOLD_: '1048576',
      // The kernel then maps and clears memory in 2 MiB pages instead of 4 KiB.
      GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
    }),
    notifier: (publicUrl: string) => ({
      ...consumer,
      THUMBNAILS_QUEUE_URL: local.thumbnailsQueueUrl,
      TOPIC_ARN: local.topicArn,
      PUBLIC_URL: publicUrl,
      LINK_KEYS: linkKeys,
      NOTIFY_QUIET_SECONDS: '0',
      // An email for each photo: `pnpm demo` looks for the link of each.
      NOTIFY_MAX_PHOTOS: '1',
      OWNER_TOPICS: 'true',
    }),
  };
  return (service, publicUrl) => ({ ...common, ...own[service](publicUrl) });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
