import { createHash, randomBytes } from 'node:crypto';
import { buckets, queues } from './aws/open-cluster-aws.ts';

/** How the release differs from the chart's defaults. Scaling is unchanged. */
export interface ReleaseOptions {
  readonly namespace: string;
  readonly release: string;
  readonly tag: string;
  readonly region: string;
  readonly topicArn: string;
  /** One for each caller. */
  readonly apiKeys: readonly string[];
  readonly linkKeys: string;
}

/** Variants of every photo. */
export const variants = [{ name: 'small', width: 64, format: 'jpeg' }];
/** Secret with the emulator's credentials. */
export const credentialsSecret = 'local-aws';
/** Secret with the API key of `helm test`. */
export const testKeySecret = 'test-key';
/** Small enough that the heavy photo exceeds it, and that ten workers fit on a small node. */
const workerMemory = '384Mi';

export function createApiKey(): string {
  return `ps_${randomBytes(24).toString('base64url')}`;
}

/** Values of the chart. */
export function releaseValues(options: ReleaseOptions) {
  const { namespace, release, tag, region, topicArn, apiKeys, linkKeys } = options;
  const emulator = 'http://local-aws:4566';
  const queueUrl = (name: string) => `${emulator}/${topicArn.split(':')[4]}/${name}`;
  const inAllNamespaces = `http://local-aws.${namespace}.svc:4566`;
  return {
    aws: { region, endpointUrl: emulator, s3PublicEndpoint: emulator, credentialsSecret },
    buckets,
    queues: {
      originals: { url: queueUrl(queues.originals), deadLetterUrl: queueUrl(queues.originalsDead) },
      thumbnails: { url: queueUrl(queues.thumbnails), deadLetterUrl: queueUrl(queues.thumbnailsDead) },
    },
    topicArn,
    publicUrl: apiUrl(release),
    secret: { linkKeys, apiKeys: apiKeys.map((key, caller) => `caller-${caller}:${sha256(key)}`).join(',') },
    // Loaded into the nodes.
    image: { registry: '', tag, pullPolicy: 'Never' },
    upload: { resources: { requests: { cpu: '50m' } } },
    worker: {
      resources: { requests: { cpu: '50m', memory: workerMemory }, limits: { memory: workerMemory } },
      // Checks return while the test is still running: as early as HANDLER_SECONDS allows.
      settings: { VARIANTS: variants, CHECK_DELAY_SECONDS: 121 },
    },
    notifier: { resources: { requests: { cpu: '50m' } } },
    keda: { endpointUrl: inAllNamespaces },
    networkPolicy: {
      extraEgress: [
        {
          ports: [{ port: 4566 }],
          to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'local-aws' } } }],
        },
      ],
    },
    test: { apiKeySecret: testKeySecret },
  };
}

/**
 * The same with the mistake of a rollout: workers have less memory than any photo takes, and believe they have plenty. The kernel
 * kills them at the first photo on any machine.
 */
export function mistakenValues(options: ReleaseOptions) {
  const values = releaseValues(options);
  const settings = { ...values.worker.settings, MEMORY_MIB: 4096 };
  const memory = '128Mi';
  const { cpu } = values.worker.resources.requests;
  const resources = { requests: { cpu, memory }, limits: { memory } };
  return { ...values, worker: { ...values.worker, settings, resources } };
}

/** URL at which pods reach the API. */
export function apiUrl(release: string): string {
  return `http://${release.includes('proofsheet') ? release : `${release}-proofsheet`}-upload:8080`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
