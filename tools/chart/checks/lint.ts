import { run } from '../tools/run.ts';
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
