import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chartFolder } from '../chart/render.ts';
import { buildGoTool } from '../chart/tools/go.ts';
import { installHelm } from '../chart/tools/install-helm.ts';
import { MissingToolError } from '../chart/tools/missing-tool.ts';
import { run } from '../chart/tools/run.ts';
import { cases } from './cases/cases.ts';
import { compareRules } from './compare-rules.ts';
import { promtoolTest } from './promtool-test.ts';
import { renderRules } from './render-rules.ts';

/**
 * `pnpm test:rules`: the alerts as the chart installs them, before promtool: each fires when it should and not else.
 * Exits with 1 when something is wrong, with 2 when a tool is missing.
 */
const tools = fileURLToPath(new URL('../../.proofsheet/tools', import.meta.url));
await mkdir(tools, { recursive: true });
const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-rules-'));
try {
  const helm = await installHelm(tools);
  const prometheus = { module: 'github.com/prometheus/prometheus', version: 'v0.304.2' };
  const promtool = process.env.PROMTOOL ?? (await buildGoTool(tools, 'promtool', prometheus));
  const { groups, problem } = await renderRules(helm, chartFolder);
  if (problem) throw new Error(problem);
  const rules = path.join(folder, 'rules.json');
  await writeFile(rules, JSON.stringify({ groups }));
  const tests = await Promise.all(
    cases.map(async (one) => {
      const file = path.join(folder, `${one.alert}.json`);
      await writeFile(file, JSON.stringify(promtoolTest(rules, one)));
      return file;
    }),
  );
  const problems = compareRules(groups, cases);
  for (const args of [
    ['check', 'rules', rules],
    ['test', 'rules', ...tests],
  ]) {
    const { status, stdout, stderr } = await run(promtool, args);
    if (status !== 0) problems.push(`promtool ${args[0]} rules:\n${stdout}${stderr}`);
  }
  for (const found of problems) process.stdout.write(`${found}\n`);
  const count = cases.reduce((sum, one) => sum + one.cases.length, 0);
  if (problems.length > 0) process.exitCode = 1;
  else
    process.stdout.write(
      `${groups.flatMap((group) => group.rules).length} alerts\n${count} passed, 0 failed\n`,
    );
} catch (error) {
  if (!(error instanceof MissingToolError)) throw error;
  process.stderr.write(`pnpm test:rules: ${error.message}\n`);
  process.exitCode = 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}
