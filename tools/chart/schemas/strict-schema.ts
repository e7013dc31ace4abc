/** A piece of a JSON schema as Kubernetes writes it. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * The same schema in plain JSON Schema, strict: an object knows no properties but those that it lists, unless Kubernetes
 * itself takes any there.
 */
export function strictSchema(schema: Schema): Schema {
  const own = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, strictValue(value)]));
  if (own.format === 'int-or-string' || own['x-kubernetes-int-or-string']) {
    const { type, format, ...rest } = own;
    return { ...rest, oneOf: [{ type: 'string' }, { type: 'integer' }] };
  }
  const isOpen = 'additionalProperties' in own || own['x-kubernetes-preserve-unknown-fields'] === true;
  return isObject(own.properties) && !isOpen ? { ...own, additionalProperties: false } : own;
}

function strictValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictValue);
  return isObject(value) ? strictSchema(value) : value;
}

export function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
