type Json = Readonly<Record<string, unknown>>;

/**
 * Moves every schema with a title to `components.schemas` and refers to it, so that a generated client has one type for it
 * instead of one per route.
 */
export function hoistSchemas<T extends { readonly paths?: unknown; readonly components?: unknown }>(
  document: T,
): T {
  const schemas: Record<string, unknown> = {};
  const hoist = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hoist);
    if (!isObject(value)) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hoist(inner)]));
    if (typeof value.title !== 'string') return copy;
    schemas[value.title] = copy;
    return { $ref: `#/components/schemas/${value.title}` };
  };
  const paths = hoist(document.paths);
  return { ...document, paths, components: { ...(document.components as Json | undefined), schemas } };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
