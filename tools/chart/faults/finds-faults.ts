import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Check } from '../checks/check.ts';
import { createRender, exampleValues } from '../render.ts';
import { type Fault, faults } from './faults.ts';

/** No check passes whatever it is given: each finds the faults of its matter in a broken copy of the chart. */
export const findsFaults: Check = async ({ chart, tools }) => {
  async function find({ check, file, from, to, found }: Fault): Promise<string[]> {
    const copy = await mkdtemp(path.join(tmpdir(), 'proofsheet-fault-'));
    const name = `"${from}" as "${to}" in ${file}`.replaceAll('\n', ' ');
    try {
      await cp(chart, copy, { recursive: true });
      const text = await readFile(path.join(copy, file), 'utf8');
      if (!text.includes(from)) return [`${name}: there is no such text`];
      await writeFile(
        path.join(copy, file),
        text.replaceAll(from, () => to),
      );
      const examples = await exampleValues(copy);
      const problems = await check({ chart: copy, examples, render: createRender(tools.helm, copy), tools });
      const said = problems.join('\n');
      return found.test(said) ? [] : [`${name}: nobody found it, but: ${said || 'nothing'}`];
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }
  const problems: string[] = [];
  for (const fault of faults) problems.push(...(await find(fault)));
  return problems;
};
