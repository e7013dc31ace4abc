import { parse } from 'yaml';

/** An alerting rule of Prometheus. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * The rule that the chart makes of the text of an alert's file: `${name}` becomes the value of that name, and each
 * window and each `for` is multiplied by `windowScale`, in whole seconds, at least one.
 */
export function renderAlert(
  text: string,
  values: Readonly<Record<string, string | number>>,
  windowScale = 1,
): Alert {
  const filled = text.replace(/\$\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Nothing is known of ${placeholder}`);
    return String(value);
  });
  if (windowScale === 1) return parse(filled);
  const scaled = filled.replace(
    /(\[|for: )(\d+)([smh])/g,
    (_, before: string, length: string, unit: string) => {
      const wanted = Math.floor(Number(length) * (seconds[unit] ?? 1) * windowScale);
      return `${before}${Math.max(1, wanted)}s`;
    },
  );
  return parse(scaled);
}
