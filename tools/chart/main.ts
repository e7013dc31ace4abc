import { fileURLToPath } from 'node:url';
import type { Check, Subject } from './checks/check.ts';
import { checks } from './checks/checks.ts';
import { chartFolder, createRender, exampleValues } from './render.ts';
import { installTools } from './tools/install-tools.ts';
import { MissingToolError } from './tools/missing-tool.ts';

/**
 * `pnpm test:chart`: everything that can be known of the chart without a cluster. Exits with 1 when something is wrong,
 * with 2 when a tool is missing.
 */
const tools = await installTools().catch((error: unknown) => {
  if (!(error instanceof MissingToolError)) throw error;
  process.stderr.write(`pnpm test:chart: ${error.message}\n`);
  process.exit(2);
});
/** What users on EKS begin with has to be right too. */
const eksValues = fileURLToPath(new URL('../../k8s/values-eks.yaml', import.meta.url));
const subject: Subject = {
  chart: chartFolder,
  examples: [...(await exampleValues(chartFolder)), eksValues],
  render: createRender(tools.helm, chartFolder),
  tools,
};
for (const [name, check] of Object.entries<Check>(checks)) {
  const start = performance.now();
  const problems = await check(subject);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  for (const problem of problems) process.stdout.write(`${problem.replaceAll(/^/gm, '  ')}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
