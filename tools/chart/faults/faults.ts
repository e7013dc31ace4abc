import { alerts } from '../checks/alerts.ts';
import type { Check } from '../checks/check.ts';
import { environment } from '../checks/environment.ts';
import { lint } from '../checks/lint.ts';
import { schemas } from '../checks/schemas.ts';
import { unitTests } from '../checks/unit-tests.ts';
import { valuesKnown } from '../checks/values-known.ts';
import { valuesUsed } from '../checks/values-used.ts';

/** A change that breaks the chart, and what the check whose matter it is has to say of it. */
export interface Fault {
  readonly check: Check;
  /** Of the chart. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly found: RegExp;
}

const deployment = 'templates/deployment.yaml';

export const faults: readonly Fault[] = [
  { check: lint, file: 'ci/least-values.yaml', from: 'topicArn:', to: 'topicArm:', found: /topicArm/ },
  {
    check: lint,
    file: 'ci/eks-values.yaml',
    from: 'MAX_UPLOAD_BYTES',
    to: 'UPLOAD_BYTES',
    found: /UPLOAD_BYTES/,
  },
  {
    check: lint,
    file: 'ci/eks-values.yaml',
    from: 'HANDLER_SECONDS: 300',
    to: 'HANDLER_SECONDS: 9000',
    found: /9000|840/,
  },
  {
    check: lint,
    file: 'ci/emulator-values.yaml',
    from: '000000000000/originals',
    to: 'originals',
    found: /pattern/,
  },
  {
    check: unitTests,
    file: 'values.yaml',
    from: 'readOnlyRootFilesystem: true,',
    to: '',
    found: /is restricted/,
  },
  {
    check: schemas,
    file: deployment,
    from: 'serviceAccountName:',
    to: 'serviceAccountNme:',
    found: /serviceAccountNme/,
  },
  {
    check: schemas,
    file: deployment,
    from: 'automountServiceAccountToken: false',
    to: 'automountServiceAccountToken: 1',
    found: /boolean/,
  },
  {
    check: schemas,
    file: 'templates/scaled-object.yaml',
    from: 'pollingInterval:',
    to: 'pollInterval:',
    found: /pollInterval/,
  },
  {
    check: schemas,
    file: 'templates/trigger-authentication.yaml',
    from: 'roleArn:',
    to: 'role:',
    found: /role/,
  },
  {
    check: schemas,
    file: 'templates/service-monitor.yaml',
    from: 'honorLabels:',
    to: 'honourLabels:',
    found: /honourLabels/,
  },
  {
    check: schemas,
    file: 'templates/http-route.yaml',
    from: 'backendRefs:',
    to: 'backends:',
    found: /backends/,
  },
  {
    check: schemas,
    file: 'alerts/ProofsheetTargetDown.yaml',
    from: 'for: 5m',
    to: 'four: 5m',
    found: /four/,
  },
  {
    check: valuesKnown,
    file: deployment,
    from: '$own.priorityClassName',
    to: '$own.priorityClass',
    found: /worker\.priorityClass,? /,
  },
  {
    check: valuesKnown,
    file: 'templates/ingress.yaml',
    from: '.Values.ingress.host',
    to: '.Values.ingress.hots',
    found: /ingress\.hots/,
  },
  {
    check: valuesUsed,
    file: 'values.yaml',
    from: 'keda:\n',
    to: 'keda:\n  # A new one\n  extra: 1\n',
    found: /keda\.extra/,
  },
  {
    check: environment,
    file: 'templates/_env.tpl',
    from: 'ORIGINALS_BUCKET:',
    to: 'ORIGINAL_BUCKET:',
    found: /ORIGINAL_BUCKET is no setting/,
  },
  {
    check: environment,
    file: 'templates/_env.tpl',
    from: 'THUMBNAILS_QUEUE_URL:',
    to: '# ',
    found: /THUMBNAILS_QUEUE_URL: is missing/,
  },
  {
    check: environment,
    file: 'templates/_env.tpl',
    from: 'PUBLIC_URL:',
    to: 'OTEL_PUBLIC_URL:',
    found: /PUBLIC_URL: is missing/,
  },
  { check: environment, file: 'templates/_pod.tpl', from: '11 5 -', to: '11 -', found: /ends in up to/ },
  {
    check: environment,
    file: 'templates/_env.tpl',
    from: 'OWNER_TOPICS:',
    to: 'OTEL_:',
    found: /OWNER_TOPICS is never set/,
  },
  { check: alerts, file: 'templates/_alert.tpl', from: 'max 1 (', to: 'max 2 (', found: /× 0\.016/ },
];
