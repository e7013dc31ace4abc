import type { CheckResult } from './run-checks.ts';

/** The page docs/conformance.md of these results, by the name of what was checked. */
export function writePage(results: ReadonlyMap<string, readonly CheckResult[]>): string {
  const names = [...results.keys()];
  const [first = []] = results.values();
  const rows = first.map(({ what, source }, index) => {
    const cells = names.map((name) => (results.get(name)?.[index]?.fault === undefined ? 'yes' : '**no**'));
    return `| [${what}](${source}) | ${cells.join(' | ')} |`;
  });
  const faults = names.flatMap((name) =>
    (results.get(name) ?? [])
      .filter(({ fault }) => fault !== undefined)
      .map(({ what, fault = '' }) => `- ${name}: ${what}. Seen: \`${fault.replaceAll('`', "'")}\``),
  );
  const counts = names.map((name) => {
    const all = results.get(name) ?? [];
    return `${name} ${all.filter(({ fault }) => fault === undefined).length}`;
  });
  return [
    '# Conformance',
    '',
    'What proofsheet relies on of S3, SQS, SNS and STS, and which emulator behaves so. Each row links to the page of the',
    'AWS documentation that decides: a **no** is a fault of the emulator. `pnpm test:conformance` runs the checks and',
    'writes this page. It needs Python for ministack and moto. With `CONFORMANCE_AWS=true`, `AWS_REGION` and',
    'credentials it checks AWS too: it creates a bucket, queues and topics there and deletes them.',
    '',
    `Checks passed, of ${first.length}: ${counts.join(', ')}.`,
    '',
    `| Behaviour | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---|').join('')}`,
    ...rows,
    '',
    '## Faults of the emulators',
    '',
    ...faults,
    '',
  ].join('\n');
}
