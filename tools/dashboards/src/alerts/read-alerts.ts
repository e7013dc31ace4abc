import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../../charts/proofsheet/alerts/', import.meta.url);

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
