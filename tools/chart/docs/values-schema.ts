import { type Setting, services, setAsFile, setByChart } from '../settings.ts';
import type { Value } from './values-tree.ts';

/** Types of values that their defaults do not show. The first rule whose pattern matches the path applies. */
const valueRules: readonly (readonly [RegExp, object])[] = [
  [/^queues\..*[uU]rl$/, { type: 'string', pattern: '^(https?://[^/]+/[^/]+/[^/]+)?$' }],
  [/^(?!monitoring).*([uU]rl|[eE]ndpoint)$/, { type: 'string', pattern: '^(https?://.+)?$' }],
  [/^topicArn$/, { type: 'string', pattern: '^(arn:[^:]+:sns:.+)?$' }],
  [/[aA]rn$/, { type: 'string', pattern: '^(arn:[^:]+:iam:.+)?$' }],
  [/^image\.pullPolicy$/, { enum: ['Always', 'IfNotPresent', 'Never'] }],
  [/\.whenUnsatisfiable$/, { enum: ['ScheduleAnyway', 'DoNotSchedule'] }],
  [/\.interval$/, { type: 'string', pattern: '^[0-9]+(ms|s|m|h)$' }],
  [/\.maxUnavailable$/, { type: ['integer', 'string'], pattern: '^[0-9]+%$', minimum: 0 }],
  [/\.(sampleRatio|\w+Ratio)$/, { type: 'number', minimum: 0, maximum: 1 }],
  [/\.(windowScale|apiLatencySeconds)$/, { type: 'number', exclusiveMinimum: 0 }],
  [/\.port$/, { type: 'integer', minimum: 1, maximum: 65_535 }],
  [/^upload\.scaling\.min$/, { type: 'integer', minimum: 1 }],
  [/\.(max|maxSkew|cpuPercent|messagesPerReplica|pollingSeconds)$/, { type: 'integer', minimum: 1 }],
  [/([lL]abels|[aA]nnotations|nodeSelector)$/, { type: 'object', additionalProperties: { type: 'string' } }],
];

interface Section {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Record<string, object>;
}

/** The values.schema.json of a chart with these values. Unknown keys are allowed only in objects of Kubernetes. */
export function valuesSchema(values: readonly Value[]): string {
  const root = section();
  // Helm passes values of a parent chart under this name.
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

/** The schema of a service's `settings` in the chart: its settings in the code, without those that the chart sets. */
function settingsSchema(settings: Readonly<Record<string, Setting>>): object {
  const open = Object.entries(settings).filter(([name]) => ![...setByChart, ...setAsFile].includes(name));
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(open.map(([name, setting]) => [name, settingSchema(setting)])),
  };
}

function settingSchema({ desc, default: fallback, choices, range }: Setting): object {
  const description = desc && { description: desc };
  if (choices) return { ...description, enum: choices };
  if (range) return { ...description, type: 'integer', minimum: range.min, maximum: range.max };
  if (typeof fallback === 'boolean') return { ...description, type: 'boolean' };
  return { ...description, type: Array.isArray(fallback) ? ['string', 'array'] : 'string' };
}
