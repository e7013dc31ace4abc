import { parseObjects } from '../render.ts';

/** One of the chart's Deployments, as far as the checks look into it. */
export interface Deployment {
  readonly kind: string;
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly [{ readonly env: readonly Variable[] }];
      };
    };
  };
}

/** A variable of a container's environment. */
export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly key: string } };
}

/** The Deployments among rendered objects, by the names of their services. */
export function findDeployments(text: string): ReadonlyMap<string, Deployment> {
  const deployments = parseObjects(text).filter(
    ({ kind }) => kind === 'Deployment',
  ) as unknown as Deployment[];
  return new Map(
    deployments.map((deployment) => [
      deployment.metadata.labels['app.kubernetes.io/component'] ?? '',
      deployment,
    ]),
  );
}
