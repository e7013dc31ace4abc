import { fileURLToPath } from 'node:url';
import { MissingToolError } from '../programs/run.ts';
import { alerts } from './checks/alerts.ts';
import type { Check, Subject } from './checks/check.ts';
import { environment } from './checks/environment.ts';
import { findsFaults } from './checks/finds-faults.ts';
import { lint, schemas, unitTests } from './checks/tools.ts';
import { valuesKnown, valuesUsed } from './checks/values.ts';
import { installTools } from './install-tools.ts';
import { chartFolder, createRender, exampleValues } from './render.ts';

const checks = { lint, unitTests, schemas, valuesKnown, valuesUsed, environment, alerts };
/** All checks, by what must be true. */
const statements: Readonly<Record<string, Check>> = {
  'helm lint passes': lint,
  'the chart’s unit tests pass': unitTests,
  'objects match the schemas of Kubernetes and custom resources': schemas,
  'templates read only values of values.yaml': valuesKnown,
  'every value changes something': valuesUsed,
  'services start with their environment': environment,
  'alerts are those that are tested': alerts,
  'each check finds faults': findsFaults(checks),
};

/**
 * `pnpm test:chart`: everything that can be checked of the chart without a cluster. Exits with 1 when something is wrong,
 * with 2 when a tool is missing.
 */
const tools = await installTools().catch((error: unknown) => {
  if (!(error instanceof MissingToolError)) throw error;
  process.stderr.write(`pnpm test:chart: ${error.message}\n`);
  process.exit(2);
});
/** Users on EKS start from these values. */
const eksValues = fileURLToPath(new URL('../../k8s/values-eks.yaml', import.meta.url));
const subject: Subject = {
  chart: chartFolder,
  examples: [...(await exampleValues(chartFolder)), eksValues],
  render: createRender(tools.helm, chartFolder),
  tools,
};
for (const [name, check] of Object.entries(statements)) {
  const start = performance.now();
  const problems = await check(subject);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  for (const problem of problems) process.stdout.write(`${problem.replaceAll(/^/gm, '  ')}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
