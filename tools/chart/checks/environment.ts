import { consumerGraceMs } from '@proofsheet/runtime';
import { parseObjects } from '../render.ts';
import { services, setByChart } from '../settings.ts';
import type { Check } from './check.ts';

/** Variables that the process or a library reads, not the service. */
const ofProcess = /^(AWS|NODE|UV|MALLOC|OTEL)_/;
/** Sample contents of Secrets. */
const secrets: Readonly<Record<string, string>> = {
  LINK_KEYS: 'test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  SESSION_KEYS: 'test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};
/** Seconds until the upload service ends: the longest request. */
const uploadGrace = 30;

/**
 * For each example: a Deployment sets only variables that its service knows, each once; the service starts with them; and
 * its grace period is longer than its shutdown. Some example sets each setting that only the chart can set.
 */
export const environment: Check = async ({ examples, render }) => {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const example of examples) {
    const { text, error } = await render(['-f', example]);
    if (error) problems.push(error);
    const deployments = findDeployments(text);
    for (const name of Object.keys(services)) {
      const deployment = deployments.get(name);
      const found = deployment ? problemsOf(name, deployment) : ['has no Deployment'];
      problems.push(...found.map((problem) => `${example}: ${name}: ${problem}`));
      for (const variable of variablesOf(deployment)) seen.add(`${name}: ${variable.name}`);
    }
  }
  const owed = Object.entries(services).flatMap(([name, { settings }]) =>
    setByChart.filter((setting) => setting in settings).map((setting) => `${name}: ${setting}`),
  );
  return [...problems, ...owed.filter((setting) => !seen.has(setting)).map((own) => `${own} is never set`)];
};

function variablesOf(deployment: Deployment | undefined): readonly Variable[] {
  return deployment?.spec.template.spec.containers[0].env ?? [];
}

function problemsOf(name: string, deployment: Deployment): string[] {
  const { settings, readConfig } = services[name] ?? { settings: {}, readConfig: () => ({}) };
  const variables = variablesOf(deployment);
  const names = variables.map((variable) => variable.name);
  const unknown = names.filter((own) => !(own in settings || ofProcess.test(own)));
  const problems = [
    ...unknown.map((own) => `${own} is no setting of it`),
    ...names.filter((own, index) => names.indexOf(own) < index).map((own) => `${own} is set twice`),
  ];
  try {
    const config = readConfig(Object.fromEntries(variables.map((own) => [own.name, readVariable(own)])));
    const needed = 'HANDLER_SECONDS' in config ? consumerGraceMs(config as never) / 1000 : uploadGrace;
    const given = deployment.spec.template.spec.terminationGracePeriodSeconds;
    if (given <= needed) problems.push(`ends in up to ${needed} s, and is given ${given} s`);
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

function readVariable({ value, valueFrom }: Variable): string | undefined {
  return value ?? secrets[valueFrom?.secretKeyRef?.key ?? ''];
}

/** The fields of a Deployment that the checks read. */
interface Deployment {
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
interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly key: string } };
}

/** The Deployments among rendered objects, by the names of their services. */
function findDeployments(text: string): ReadonlyMap<string, Deployment> {
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
