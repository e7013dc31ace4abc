import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../tools/run.ts';
import type { Check } from './check.ts';

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
