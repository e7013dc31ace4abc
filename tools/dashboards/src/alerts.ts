import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Default thresholds of the alerts: the same as in the chart's values.yaml. */
export const defaultThresholds = {
  apiErrorRatio: 0.001,
  apiLatencySeconds: 0.5,
  apiRequestsMin: 100,
  thumbnailSeconds: 60,
  thumbnailLateRatio: 0.01,
  oldestMessageSeconds: 300,
  refusedRatio: 0.2,
  errorsMin: 5,
};

const folder = new URL('../../../charts/proofsheet/alerts/', import.meta.url);

/** The text of each alert of the chart, by its name; those on KEDA included. */
export function readAlerts(): Map<string, string> {
  const files = ['.', 'keda'].flatMap((place) =>
    readdirSync(new URL(`${place}/`, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => new URL(`${place}/${name}`, folder)),
  );
  return new Map(
    files.map((file) => [file.pathname.replace(/.*\/|\.yaml$/g, ''), readFileSync(file, 'utf8')]),
  );
}

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
    if (value === undefined) throw new Error(`${placeholder} has no value`);
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
