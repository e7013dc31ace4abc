import type { Setting } from '../services.ts';
import { setAsFile, setByChart } from './chart-settings.ts';

/** The schema of a service's `settings` in the chart: what the code knows, less what the chart sets itself. */
export function settingsSchema(settings: Readonly<Record<string, Setting>>): object {
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
