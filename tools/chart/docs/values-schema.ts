import { services } from '../services.ts';
import { settingsSchema } from './settings-schema.ts';
import { valueRules } from './value-rules.ts';
import type { Value } from './values-tree.ts';

interface Section {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Record<string, object>;
}

/** The values.schema.json of a chart with these values: no unknown keys but where Kubernetes' own objects begin. */
export function valuesSchema(values: readonly Value[]): string {
  const root = section();
  // Helm hands the values of a parent chart down under this name.
  root.properties.global = { type: 'object' };
  for (const value of values) {
    const name = value.path.at(-1) ?? '';
    sectionAt(root, value.path.slice(0, -1)).properties[name] = {
      description: value.comment,
      ...schemaOf(value),
    };
  }
  const schema = {
    $schema: 'https://json-schema.org/draft-07/schema#',
    title: 'Values of proofsheet',
    ...root,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function section(): Section {
  return { type: 'object', additionalProperties: false, properties: {} };
}

function sectionAt(from: Section, place: readonly string[]): Section {
  return place.reduce((above, name) => {
    above.properties[name] ??= section();
    return above.properties[name] as Section;
  }, from);
}

function schemaOf({ path, value }: Value): object {
  const place = path.join('.');
  const service = place.endsWith('.settings') ? services[path[0] ?? ''] : undefined;
  if (service) return settingsSchema(service.settings);
  const rule = valueRules.find(([pattern]) => pattern.test(place));
  if (rule) return rule[1];
  if (typeof value === 'number') return { type: 'integer', minimum: 0 };
  return { type: Array.isArray(value) ? 'array' : typeof value };
}
