import { findsFaults } from '../faults/finds-faults.ts';
import { alerts } from './alerts.ts';
import type { Check } from './check.ts';
import { environment } from './environment.ts';
import { lint } from './lint.ts';
import { schemas } from './schemas.ts';
import { unitTests } from './unit-tests.ts';
import { valuesKnown } from './values-known.ts';
import { valuesUsed } from './values-used.ts';

/** Everything that is looked at, by what has to be true. */
export const checks: Readonly<Record<string, Check>> = {
  'helm lint is content': lint,
  'the chart’s unit tests pass': unitTests,
  'objects are what Kubernetes takes': schemas,
  'templates read known values only': valuesKnown,
  'every value is read': valuesUsed,
  'services would start with their environment': environment,
  'alerts are what is tested of them': alerts,
  'each check finds faults': findsFaults,
};
