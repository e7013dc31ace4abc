import type { Fault } from './fault.ts';

const name = 'silent';

/** A pod of the worker's Service that never answers. */
export const silentPod: Fault = {
  name: 'silent-pod',
  alerts: ['ProofsheetTargetDown'],
  async begin({ kube, namespace, release, tag }) {
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    await kube.create(pods, {
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
    });
    return () => kube.remove(`${pods}/${name}`);
  },
};
