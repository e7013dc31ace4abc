import { consumerGraceMs } from '@proofsheet/runtime';
import { parseObjects } from '../render.ts';
import { services } from '../services.ts';
import type { Check } from './check.ts';

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

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly key: string } };
}

/** What the process or a library in it reads, rather than the service. */
const ofProcess = /^(AWS|NODE|UV|MALLOC|OTEL)_/;
/** What Secrets may hold. */
const secrets: Readonly<Record<string, string>> = {
  LINK_KEYS: 'test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};

/**
 * With each of the examples: each Deployment sets variables that its service knows, each once, and the service would
 * start with them; and its grace period is longer than the time in which the service ends.
 */
export const environment: Check = async ({ examples, render }) => {
  const problems: string[] = [];
  for (const example of examples) {
    const { text, error } = await render(['-f', example]);
    if (error) problems.push(error);
    const deployments = parseObjects(text).filter(
      ({ kind }) => kind === 'Deployment',
    ) as unknown as Deployment[];
    for (const name of Object.keys(services)) {
      const deployment = deployments.find(
        ({ metadata }) => metadata.labels['app.kubernetes.io/component'] === name,
      );
      const found = deployment ? problemsOf(name, deployment) : ['has no Deployment'];
      problems.push(...found.map((problem) => `${example}: ${name}: ${problem}`));
    }
  }
  return problems;
};

function problemsOf(name: string, { spec }: Deployment): string[] {
  const { settings, readConfig } = services[name] ?? { settings: {}, readConfig: () => ({}) };
  const pod = spec.template.spec;
  const variables = pod.containers[0].env;
  const names = variables.map((variable) => variable.name);
  const problems = [
    ...names
      .filter((own) => !(own in settings || ofProcess.test(own)))
      .map((own) => `${own} is no setting of it`),
    ...names.filter((own, index) => names.indexOf(own) < index).map((own) => `${own} is set twice`),
  ];
  try {
    const config = readConfig(
      Object.fromEntries(variables.map((variable) => [variable.name, readVariable(variable)])),
    );
    const needed = 'HANDLER_SECONDS' in config ? consumerGraceMs(config as never) / 1000 : 30;
    const given = pod.terminationGracePeriodSeconds;
    if (given <= needed) problems.push(`ends in up to ${needed} s, and is given ${given} s`);
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

function readVariable({ value, valueFrom }: Variable): string | undefined {
  return value ?? secrets[valueFrom?.secretKeyRef?.key ?? ''];
}
