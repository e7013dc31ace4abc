import { run } from '../tools/run.ts';
import type { Check } from './check.ts';

/** The chart's own tests, by helm-unittest. */
export const unitTests: Check = async ({ chart, tools }) => {
  const { status, stdout, stderr } = await run(tools.helmUnittest, ['--strict', chart]);
  if (status !== 0) return [`${stdout}${stderr}`.trim()];
  return /^Tests: +[1-9]\d* passed/m.test(stdout) ? [] : [`no test ran:\n${stdout}`];
};
