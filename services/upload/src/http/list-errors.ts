import type { TArray, TArrayOptions, TObject, TSchema } from 'typebox';
import type { TLocalizedValidationError } from 'typebox/error';

/** Maximum unknown fields to check: enough to list, and a bound on the work per request. */
const maxUnknownFields = 8;

/**
 * Lists the errors of a value that failed its schema. TypeBox walks the whole value before it returns the first error, so a
 * body of a few hundred kilobytes would block the event loop. This refuses arrays above `maxItems` before that, and leaves
 * out most unknown fields.
 */
export function listErrors(
  schema: TSchema,
  value: unknown,
  errorsOf: (value: unknown) => TLocalizedValidationError[],
): TLocalizedValidationError[] {
  const overlong = findOverlongArray(schema, value, '');
  return overlong ? [overlong] : errorsOf(withoutMostUnknownFields(schema, value));
}

function findOverlongArray(
  schema: TSchema,
  value: unknown,
  instancePath: string,
): TLocalizedValidationError | undefined {
  if (Array.isArray(value)) {
    const { items, maxItems: limit = Number.POSITIVE_INFINITY } = schema as Partial<TArray> & TArrayOptions;
    if (value.length > limit) {
      const message = `must not have more than ${limit} items`;
      return { keyword: 'maxItems', schemaPath: '#', instancePath, params: { limit }, message };
    }
    return firstDefined(value, (item, index) =>
      findOverlongArray(items ?? {}, item, `${instancePath}/${index}`),
    );
  }
  return firstDefined(knownFields(schema, value), ([name, inner, field]) =>
    findOverlongArray(inner, field, `${instancePath}/${name}`),
  );
}

function withoutMostUnknownFields(schema: TSchema, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items } = schema as TArray;
    return items ? value.map((item) => withoutMostUnknownFields(items, item)) : value;
  }
  if (!isObject(value)) return value;
  const known = knownFields(schema, value).map(([name, inner, field]) => [
    name,
    withoutMostUnknownFields(inner, field),
  ]);
  const names = new Set(known.map(([name]) => name));
  const unknown: [string, unknown][] = [];
  for (const name in value) {
    if (unknown.length === maxUnknownFields) break;
    if (!names.has(name)) unknown.push([name, value[name]]);
  }
  return Object.fromEntries([...known, ...unknown]);
}

/** Name, schema and value of each field that the schema describes. */
function knownFields(schema: TSchema, value: unknown): [string, TSchema, unknown][] {
  const { properties = {} } = schema as Partial<TObject>;
  if (!isObject(value)) return [];
  return Object.entries(properties).flatMap(([name, inner]) =>
    Object.hasOwn(value, name) ? [[name, inner as TSchema, value[name]]] : [],
  );
}

function firstDefined<T, R>(
  list: readonly T[],
  find: (item: T, index: number) => R | undefined,
): R | undefined {
  for (const [index, item] of list.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
