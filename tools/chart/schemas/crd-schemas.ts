import { parseAllDocuments } from 'yaml';
import type { KindSchema } from './kubernetes-schemas.ts';
import { type Schema, strictSchema } from './strict-schema.ts';

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

/** The API server itself knows what metadata may hold: CustomResourceDefinitions only say that they are there. */
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
