import { writeFile } from 'node:fs/promises';
import { describeReport } from './describe-report.ts';
import { readOptions } from './read-options.ts';
import { runLong } from './run-long.ts';

/**
 * `pnpm test:long [--photos NUMBER] [--seed NUMBER] [--calm] [--json FILE]`: stores photos while services are killed at
 * random and the network to S3, SQS and SNS fails. A judge computes from the buckets alone what must be there. Prints the
 * seed first: the same seed repeats photos, kills and faults. Exits with 1 when anything was lost, wrong or twice.
 */
const options = readOptions(process.argv.slice(2));
const say = (line: string) => process.stdout.write(`${line}\n`);
say(`seed ${options.seed}, ${options.photos} photos${options.calm ? ', without faults' : ''}`);
const cleanups: (() => unknown)[] = [];
try {
  const after = (clean: () => unknown) => void cleanups.unshift(clean);
  const report = await runLong({ after }, options, say);
  for (const line of describeReport(report)) say(line);
  if (options.json !== undefined) await writeFile(options.json, JSON.stringify({ ...options, ...report }));
  if (report.errors.length > 0) {
    say(`repeat it with --seed ${options.seed} --photos ${options.photos}`);
    process.exitCode = 1;
  }
} finally {
  for (const clean of cleanups) await clean();
}
