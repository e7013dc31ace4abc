import type { MessageAttribute } from '../sqs/create-queues.ts';
import { invalidParameter } from './sns-errors.ts';

type Policy = Readonly<Record<string, readonly unknown[]>>;

/**
 * Reads a filter policy over message attributes: strings, numbers, `exists`, `prefix`, `anything-but`.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 * @throws InvalidParameter (400).
 */
export function readFilterPolicy(text: string): Policy {
  try {
    const policy: unknown = JSON.parse(text);
    if (isPolicy(policy)) return policy;
  } catch {}
  throw invalidParameter('FilterPolicy: must be a JSON object of arrays of supported conditions');
}

/** Whether every name in the policy has an attribute with one of its values. */
export function passesFilter(
  policy: Policy,
  attributes: Readonly<Record<string, MessageAttribute>>,
): boolean {
  return Object.entries(policy).every(([name, conditions]) => {
    const values = valuesOf(attributes[name]);
    return conditions.some((condition) => meets(condition, values));
  });
}

function isPolicy(value: unknown): value is Policy {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (list) => Array.isArray(list) && list.length > 0 && list.every(isCondition),
  );
}

function isCondition(condition: unknown): boolean {
  if (typeof condition === 'string' || typeof condition === 'number') return true;
  if (typeof condition !== 'object' || condition === null) return false;
  const [name, ...others] = Object.keys(condition);
  return others.length === 0 && ['exists', 'prefix', 'anything-but'].includes(name ?? '');
}

// Undefined: no such attribute. A String.Array has several values.
function valuesOf(attribute: MessageAttribute | undefined): readonly unknown[] | undefined {
  if (attribute?.StringValue === undefined) return undefined;
  if (attribute.DataType === 'Number') return [Number(attribute.StringValue)];
  if (attribute.DataType !== 'String.Array') return [attribute.StringValue];
  try {
    const list: unknown = JSON.parse(attribute.StringValue);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function meets(condition: unknown, values: readonly unknown[] | undefined): boolean {
  if (typeof condition === 'object' && condition !== null) {
    if ('exists' in condition) return condition.exists === (values !== undefined);
    if ('prefix' in condition)
      return !!values?.some((value) => String(value).startsWith(String(condition.prefix)));
    if ('anything-but' in condition) {
      const refused = [condition['anything-but']].flat();
      return !!values?.some((value) => !refused.includes(value));
    }
  }
  return !!values?.includes(condition);
}
