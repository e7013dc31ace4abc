import { isObject, type Schema, strictSchema } from './strict-schema.ts';

/** A schema of one kind of object. */
export interface KindSchema {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: Schema;
}

/** Groups of Kubernetes itself that a chart of a service takes its objects from. */
const groups = [
  '',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
];

/** What JSON takes in more than one form, and the OpenAPI document calls a string. */
const loose: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { oneOf: [{ type: 'string' }, { type: 'number' }] },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { oneOf: [{ type: 'string' }, { type: 'integer' }] },
};

/** Schemas of the kinds in the OpenAPI 2 document of Kubernetes. */
export function kubernetesSchemas(swagger: { definitions: Readonly<Record<string, Schema>> }): KindSchema[] {
  const definitions = { ...(strictSchema(swagger.definitions) as Record<string, Schema>), ...loose };
  return Object.values(definitions).flatMap((schema) => {
    const kinds = (schema['x-kubernetes-group-version-kind'] ?? []) as Omit<KindSchema, 'schema'>[];
    const [first] = kinds;
    if (!first || kinds.length > 1 || !groups.includes(first.group)) return [];
    const needed = new Set<string>();
    collectReferences(schema, definitions, needed);
    const own = Object.fromEntries([...needed].map((name) => [name, definitions[name]]));
    return [{ ...first, schema: { ...schema, definitions: own } }];
  });
}

function collectReferences(
  value: unknown,
  definitions: Readonly<Record<string, Schema>>,
  found: Set<string>,
): void {
  if (Array.isArray(value)) {
    for (const item of value) collectReferences(item, definitions, found);
  } else if (isObject(value)) {
    const name = typeof value.$ref === 'string' ? value.$ref.replace('#/definitions/', '') : undefined;
    if (name && !found.has(name)) {
      found.add(name);
      collectReferences(definitions[name], definitions, found);
    }
    for (const item of Object.values(value)) collectReferences(item, definitions, found);
  }
}
