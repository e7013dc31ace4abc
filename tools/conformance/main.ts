import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { checks, type CheckResult, runChecks } from './run-checks.ts';
import { hasAwsCredentials, targets } from './targets.ts';
import { writePage } from './write-page.ts';

/**
 * `pnpm test:conformance`: the behaviour of S3, SQS, SNS and STS that proofsheet relies on, checked on the embedded ones,
 * on ministack and moto, and on AWS when `CONFORMANCE_AWS=true`. Writes docs/conformance.md. Exits with 1 when AWS itself
 * fails a check: then the check is wrong.
 */
const folder = fileURLToPath(new URL('../../.proofsheet', import.meta.url));
const page = new URL('../../docs/conformance.md', import.meta.url);
await mkdir(folder, { recursive: true });
const results = new Map<string, readonly CheckResult[]>();
for (const [name, start] of Object.entries(targets)) {
  if (name === 'AWS' && !hasAwsCredentials()) {
    process.stdout.write('AWS: not checked, CONFORMANCE_AWS is not set\n');
    continue;
  }
  const target = await start(folder);
  try {
    const found = await runChecks(target, `conformance-${Date.now().toString(36)}`);
    results.set(name, found);
    const passed = found.filter(({ fault }) => fault === undefined).length;
    process.stdout.write(`${name}: ${passed} of ${checks.length}\n`);
    for (const { what, fault } of found) if (fault) process.stdout.write(`  ${what}: ${fault}\n`);
    if (name === 'AWS' && passed < checks.length) process.exitCode = 1;
  } finally {
    await target.stop();
  }
}
await writeFile(page, writePage(results));
