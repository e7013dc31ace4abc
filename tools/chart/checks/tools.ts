import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../programs/run.ts';
import type { Check } from './check.ts';

/** `helm lint --strict` with each of the example values. */
export const lint: Check = async ({ chart, examples, tools }) => {
  const problems: string[] = [];
  for (const example of examples) {
    const { status, stdout, stderr } = await run(tools.helm, [
      'lint',
      '--strict',
      '--quiet',
      chart,
      '-f',
      example,
    ]);
    if (status !== 0) problems.push(`${stdout}${stderr}`.trim());
  }
  return problems;
};

/** The chart's own tests, by helm-unittest. */
export const unitTests: Check = async ({ chart, tools }) => {
  const { status, stdout, stderr } = await run(tools.helmUnittest, ['--strict', chart]);
  if (status !== 0) return [`${stdout}${stderr}`.trim()];
  return /^Tests: +[1-9]\d* passed/m.test(stdout) ? [] : [`no test ran:\n${stdout}`];
};

/** Objects of all example values against the strict schemas of Kubernetes and of custom resources, by kubeconform. */
export const schemas: Check = async ({ examples, render, tools }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-chart-'));
  try {
    const problems: string[] = [];
    for (const example of examples) {
      const { text, error } = await render(['-f', example]);
      if (error) problems.push(error);
      else await writeFile(path.join(folder, path.basename(example)), text);
    }
    const args = ['-strict', '-summary', '-schema-location', tools.schemas, folder];
    const { status, stdout, stderr } = await run(tools.kubeconform, args);
    if (status !== 0) problems.push(`${stdout}${stderr}`.trim());
    else if (!/Valid: [1-9]/.test(stdout)) problems.push(`no object was looked at: ${stdout}`);
    return problems;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
