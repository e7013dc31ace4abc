import { AwsError } from '../../aws-error.ts';

/** One thing that a policy asks of a form. Field names in lower case, without `$`. */
export type PolicyCondition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'content-length-range'; readonly least: number; readonly most: number };

export interface Policy {
  readonly expiration: Date;
  readonly conditions: readonly PolicyCondition[];
}

/** Reads a policy in base64. @throws InvalidPolicyDocument (400). */
export function readPolicy(base64: string): Policy {
  const document = parse(base64);
  const expiration = new Date(String(document?.expiration));
  const conditions = document?.conditions;
  if (Number.isNaN(expiration.getTime()) || !Array.isArray(conditions))
    throw invalid('expiration and conditions');
  return { expiration, conditions: conditions.flatMap(readCondition) };
}

function parse(base64: string): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(Buffer.from(base64, 'base64').toString());
    return typeof document === 'object' && document !== null ? { ...document } : undefined;
  } catch {
    throw invalid('Invalid JSON.');
  }
}

function readCondition(condition: unknown): PolicyCondition[] {
  if (Array.isArray(condition)) return [readList(condition)];
  if (typeof condition !== 'object' || condition === null) throw invalid('a condition');
  return Object.entries(condition).map(([field, value]) => ({
    kind: 'eq',
    field: field.toLowerCase(),
    value: String(value),
  }));
}

function readList([kind, first, second, ...others]: readonly unknown[]): PolicyCondition {
  const operator = String(kind).toLowerCase();
  if (others.length > 0) throw invalid('a condition of more than three parts');
  if (operator === 'content-length-range') {
    const [least, most] = [Number(first), Number(second)];
    if (!Number.isInteger(least) || !Number.isInteger(most)) throw invalid('content-length-range');
    return { kind: operator, least, most };
  }
  if (operator !== 'eq' && operator !== 'starts-with') throw invalid(`the operator ${operator}`);
  if (typeof first !== 'string' || !first.startsWith('$') || typeof second !== 'string')
    throw invalid('a condition');
  return { kind: operator, field: first.slice(1).toLowerCase(), value: second };
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidPolicyDocument', 400, `Invalid Policy: ${what}`);
}
