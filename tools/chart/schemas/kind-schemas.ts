import { parseAllDocuments } from 'yaml';

/** A schema of one kind of object. */
export interface KindSchema {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: Schema;
}

/** API groups of Kubernetes that the chart uses. */
const groups = [
  '',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
];

/** Types that JSON writes in more than one form, although the OpenAPI document calls them strings. */
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

interface CustomResourceDefinition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema & { readonly properties?: Schema } };
    }[];
  };
}

/** CustomResourceDefinitions leave the schema of metadata to the API server. */
const metadata = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** Schemas of the kinds that the CustomResourceDefinitions of a YAML file define. */
export function crdSchemas(text: string): KindSchema[] {
  const documents = parseAllDocuments(text).map(
    (document) => document.toJS() as CustomResourceDefinition | null,
  );
  return documents.flatMap((document) => {
    if (document?.kind !== 'CustomResourceDefinition') return [];
    const { group, names, versions } = document.spec;
    return versions.map(({ name, schema: { openAPIV3Schema: own } }) => ({
      group,
      version: name,
      kind: names.kind,
      schema: strictSchema({ ...own, properties: { ...own.properties, metadata } }),
    }));
  });
}

/** Part of a JSON schema of Kubernetes. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * The same schema in plain JSON Schema, strict: an object may have only the listed properties, unless Kubernetes accepts
 * any there.
 */
function strictSchema(schema: Schema): Schema {
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

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
