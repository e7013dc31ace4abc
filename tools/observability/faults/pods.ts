import type { V1Pod } from '@kubernetes/client-node';
import { makePhotos } from '../../cluster/load/make-photos.ts';
import { misleadKeda, removeScaledObject, scale } from './change-objects.ts';
import type { Fault } from './fault.ts';

export const noApi: Fault = {
  name: 'no-api',
  alerts: ['ProofsheetUploadAbsent'],
  begin: (world) => scale(world, 'upload', 0),
};

/** Photos wait, but no worker runs and nothing starts one. */
export const noWorkers: Fault = {
  name: 'no-workers',
  alerts: ['ProofsheetNoThumbnails', 'ProofsheetAutoscalerAbsent'],
  async begin(world) {
    const restore = await removeScaledObject(world, 'worker');
    await scale(world, 'worker', 0);
    const [photo = Buffer.alloc(0)] = Object.values(await makePhotos());
    for (let number = 0; number < 5; number += 1) await world.aws.putOriginal(`waiting/${number}.jpg`, photo);
    return restore;
  },
};

/** KEDA asks for a missing queue: SQS refuses that at once, while an unreachable endpoint is retried for long. */
export const misledKeda: Fault = {
  name: 'misled-keda',
  alerts: ['ProofsheetAutoscalerFails'],
  begin: (world) => misleadKeda(world, 'notifier', 'http://local-aws:4566/000000000000/none'),
};

/** A pod of the worker's Service that never answers. */
export const silentPod: Fault = {
  name: 'silent-pod',
  alerts: ['ProofsheetTargetDown'],
  async begin({ cluster: { core, namespace }, release, tag }) {
    const name = 'silent';
    const body: V1Pod = {
      metadata: {
        name,
        labels: {
          'app.kubernetes.io/name': 'proofsheet',
          'app.kubernetes.io/instance': release,
          'app.kubernetes.io/component': 'worker',
        },
      },
      spec: {
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 0,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 1000,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
          {
            name,
            image: `proofsheet-worker:${tag}`,
            command: ['node', '--eval', 'setInterval(() => {}, 1e6)'],
            ports: [{ name: 'ops', containerPort: 9090 }],
            resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
          },
        ],
      },
    };
    await core.createNamespacedPod({ namespace, body });
    return async () => void (await core.deleteNamespacedPod({ namespace, name }));
  },
};
