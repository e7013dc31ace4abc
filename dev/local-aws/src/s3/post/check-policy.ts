import { AwsError } from '../../aws-error.ts';
import { LARGEST_PUT } from '../body/body-claims.ts';
import { type PolicyCondition, readPolicy } from './read-policy.ts';

/** Bytes, both ends allowed. */
export interface SizeRange {
  readonly least: number;
  readonly most: number;
}

type Fields = Readonly<Record<string, string>>;

const EXEMPT = ['policy', 'x-amz-signature', 'file'];

/**
 * Checks a form against its policy: not expired, every condition met, and every field named by a condition.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 * @param fields of the form and `bucket`, names in lower case.
 * @returns the sizes that it allows.
 * @throws AccessDenied (403), InvalidPolicyDocument (400).
 */
export function checkPolicy(policy: string, fields: Fields, now: Date): SizeRange {
  const { expiration, conditions } = readPolicy(policy);
  if (now.getTime() >= expiration.getTime()) throw refused('Policy expired.');
  for (const condition of conditions) checkCondition(condition, fields);
  checkCoverage(conditions, fields);
  const range = conditions.find((condition) => condition.kind === 'content-length-range');
  return range ?? { least: 0, most: LARGEST_PUT };
}

function checkCondition(condition: PolicyCondition, fields: Fields): void {
  if (condition.kind === 'content-length-range') return;
  const { kind, field, value } = condition;
  const given = fields[field];
  const met = given !== undefined && (kind === 'eq' ? given === value : given.startsWith(value));
  if (!met) throw refused(`Policy Condition failed: ["${kind}", "$${field}", "${value}"]`);
}

function checkCoverage(conditions: readonly PolicyCondition[], fields: Fields): void {
  const covered = new Set(conditions.map((condition) => ('field' in condition ? condition.field : '')));
  const extra = Object.keys(fields).filter(
    (name) => !covered.has(name) && !EXEMPT.includes(name) && !name.startsWith('x-ignore-'),
  );
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`);
}

function refused(why: string): AwsError {
  return new AwsError('AccessDenied', 403, `Invalid according to Policy: ${why}`);
}
