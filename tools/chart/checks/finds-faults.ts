import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRender, exampleValues } from '../render.ts';
import type { Check, CheckName } from './check.ts';

/** A change that breaks the chart, and what the check whose matter it is has to say of it. */
interface Fault {
  readonly check: CheckName;
  /** Of the chart. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly found: RegExp;
}

const deployment = 'templates/deployment.yaml';

const faults: readonly Fault[] = [
  { check: 'lint', file: 'ci/least-values.yaml', from: 'topicArn:', to: 'topicArm:', found: /topicArm/ },
  {
    check: 'lint',
    file: 'ci/eks-values.yaml',
    from: 'MAX_UPLOAD_BYTES',
    to: 'UPLOAD_BYTES',
    found: /UPLOAD_BYTES/,
  },
  {
    check: 'lint',
    file: 'ci/eks-values.yaml',
    from: 'HANDLER_SECONDS: 300',
    to: 'HANDLER_SECONDS: 9000',
    found: /9000|840/,
  },
  {
    check: 'lint',
    file: 'ci/emulator-values.yaml',
    from: '000000000000/originals',
    to: 'originals',
    found: /pattern/,
  },
  {
    check: 'unitTests',
    file: 'values.yaml',
    from: 'readOnlyRootFilesystem: true,',
    to: '',
    found: /is restricted/,
  },
  {
    check: 'schemas',
    file: deployment,
    from: 'serviceAccountName:',
    to: 'serviceAccountNme:',
    found: /serviceAccountNme/,
  },
  {
    check: 'schemas',
    file: deployment,
    from: 'automountServiceAccountToken: false',
    to: 'automountServiceAccountToken: 1',
    found: /boolean/,
  },
  {
    check: 'schemas',
    file: 'templates/scaled-object.yaml',
    from: 'pollingInterval:',
    to: 'pollInterval:',
    found: /pollInterval/,
  },
  {
    check: 'schemas',
    file: 'templates/trigger-authentication.yaml',
    from: 'roleArn:',
    to: 'role:',
    found: /role/,
  },
  {
    check: 'schemas',
    file: 'templates/service-monitor.yaml',
    from: 'honorLabels:',
    to: 'honourLabels:',
    found: /honourLabels/,
  },
  {
    check: 'schemas',
    file: 'templates/http-route.yaml',
    from: 'backendRefs:',
    to: 'backends:',
    found: /backends/,
  },
  {
    check: 'schemas',
    file: 'alerts/ProofsheetTargetDown.yaml',
    from: 'for: 5m',
    to: 'four: 5m',
    found: /four/,
  },
  {
    check: 'valuesKnown',
    file: deployment,
    from: '$own.priorityClassName',
    to: '$own.priorityClass',
    found: /worker\.priorityClass,? /,
  },
  {
    check: 'valuesKnown',
    file: 'templates/ingress.yaml',
    from: '.Values.ingress.host',
    to: '.Values.ingress.hots',
    found: /ingress\.hots/,
  },
  {
    check: 'valuesUsed',
    file: 'values.yaml',
    from: 'keda:\n',
    to: 'keda:\n  # A new one\n  extra: 1\n',
    found: /keda\.extra/,
  },
  {
    check: 'environment',
    file: 'templates/_env.tpl',
    from: 'ORIGINALS_BUCKET:',
    to: 'ORIGINAL_BUCKET:',
    found: /ORIGINAL_BUCKET is no setting/,
  },
  {
    check: 'environment',
    file: 'templates/_env.tpl',
    from: 'THUMBNAILS_QUEUE_URL:',
    to: '# ',
    found: /THUMBNAILS_QUEUE_URL: is missing/,
  },
  {
    check: 'environment',
    file: 'templates/_env.tpl',
    from: 'PUBLIC_URL:',
    to: 'OTEL_PUBLIC_URL:',
    found: /PUBLIC_URL: is missing/,
  },
  { check: 'environment', file: 'templates/_pod.tpl', from: '11 5 -', to: '11 -', found: /ends in up to/ },
  {
    check: 'environment',
    file: 'templates/_env.tpl',
    from: 'OWNER_TOPICS:',
    to: 'OTEL_:',
    found: /OWNER_TOPICS is never set/,
  },
  { check: 'alerts', file: 'templates/_alert.tpl', from: 'max 1 (', to: 'max 2 (', found: /× 0\.016/ },
];

/** Each check finds the faults of its subject in a broken copy of the chart, so none passes unconditionally. */
export const findsFaults =
  (checks: Readonly<Record<CheckName, Check>>): Check =>
  async ({ chart, tools }) => {
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
        const problems = await checks[check]({
          chart: copy,
          examples,
          render: createRender(tools.helm, copy),
          tools,
        });
        const said = problems.join('\n');
        return found.test(said) ? [] : [`${name}: not found; the check said: ${said || 'nothing'}`];
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
    }
    const problems: string[] = [];
    for (const fault of faults) problems.push(...(await find(fault)));
    return problems;
  };
