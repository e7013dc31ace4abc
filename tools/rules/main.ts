import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { chartFolder } from '../chart/render.ts';
import { buildGoTool } from '../programs/go.ts';
import { installHelm } from '../programs/install-helm.ts';
import { MissingToolError, run } from '../programs/run.ts';
import { casesFolder, checkCases, type RuleGroup, readCases } from './check-cases.ts';

const work = fileURLToPath(new URL('../../.proofsheet/', import.meta.url));

/**
 * `pnpm test:rules`: promtool runs the cases in `cases/` on the alerts as the chart installs them. Exits with 1 when a case
 * fails, with 2 when a tool is missing.
 */
try {
  const tools = path.join(work, 'tools');
  await mkdir(tools, { recursive: true });
  const helm = await installHelm(tools);
  const prometheus = { module: 'github.com/prometheus/prometheus', version: 'v0.304.2' };
  const promtool = process.env.PROMTOOL ?? (await buildGoTool(tools, 'promtool', prometheus));
  const groups = await renderRules(helm);
  // The cases name this file.
  const rules = path.join(work, 'rules.yaml');
  await writeFile(rules, stringify({ groups }));
  const cases = readCases();
  const problems = checkCases(groups, cases);
  const files = [...cases.keys()].map((alert) => path.join(casesFolder, `${alert}.yaml`));
  for (const args of [
    ['check', 'rules', rules],
    ['test', 'rules', ...files],
  ]) {
    const { status, stdout, stderr } = await run(promtool, args);
    if (status !== 0) problems.push(`promtool ${args[0]} rules:\n${stdout}${stderr}`);
  }
  for (const found of problems) process.stdout.write(`${found}\n`);
  if (problems.length > 0) process.exitCode = 1;
  else {
    const count = [...cases.values()].flatMap(({ tests }) => tests).length;
    process.stdout.write(`${cases.size} alerts\n${count} passed, 0 failed\n`);
  }
} catch (error) {
  if (!(error instanceof MissingToolError)) throw error;
  process.stderr.write(`pnpm test:rules: ${error.message}\n`);
  process.exitCode = 2;
}

/** The alerts of the chart for the release and namespace of the cases. @throws Error with what Helm says is wrong. */
async function renderRules(helm: string): Promise<readonly RuleGroup[]> {
  const { status, stdout, stderr } = await run(helm, [
    ...['template', 'proofsheet', chartFolder, '--namespace', 'shop'],
    ...['--values', path.join(chartFolder, 'ci', 'plain-values.yaml')],
    '--set',
    'fullnameOverride=,monitoring.rules.enabled=true,keda.enabled=true,worker.scaling.enabled=true,worker.scaling.max=3',
    ...['--show-only', 'templates/prometheus-rule.yaml'],
  ]);
  if (status !== 0) throw new Error(stderr);
  // The other group has recording rules.
  const groups: RuleGroup[] = parse(stdout).spec.groups;
  return groups.filter(({ name }) => name === 'proofsheet');
}
