import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pMap from 'p-map';
import { stringify } from 'yaml';
import { readValues, type Value } from '../docs/values-tree.ts';
import type { Check } from './check.ts';

/** Else the chart would make another key each time, and everything would look different. */
const fixed = { secret: { linkKeys: 'fixed:AAAA', sessionKeys: 'fixed:AAAA' } };

/** Every value changes something: with at least one of the examples the chart renders otherwise when the value differs. */
export const valuesUsed: Check = async ({ chart, examples, render }) => {
  const values = readValues(await readFile(path.join(chart, 'values.yaml'), 'utf8'));
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-values-'));
  async function renderWith(example: string, changes: object) {
    const file = path.join(folder, `${JSON.stringify(changes).replaceAll(/[^\w]/g, '').slice(0, 200)}.yaml`);
    await writeFile(file, stringify(changes));
    const { text, error } = await render(['--skip-schema-validation', '-f', example, '-f', file]);
    return error ?? text;
  }
  async function isUsed(value: Value): Promise<boolean> {
    for (const [example, before] of rendered) {
      const changes = structuredClone(fixed);
      setAt(changes, value.path, other(value.value));
      if ((await renderWith(example, changes)) !== before) return true;
    }
    return false;
  }
  const rendered = new Map<string, string>();
  try {
    for (const example of examples) rendered.set(example, await renderWith(example, fixed));
    const unused = await pMap(
      values,
      async (value) => ((await isUsed(value)) ? [] : [value.path.join('.')]),
      {
        concurrency: 2,
      },
    );
    return unused.flat().map((name) => `no template reads ${name}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** A value of the same type that differs. */
function other(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return [{ name: 'other' }];
  return typeof value === 'object' ? { other: 'other' } : `${value}other`;
}

function setAt(
  values: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: unknown,
): void {
  if (rest.length === 0) {
    values[first] = value;
    return;
  }
  values[first] ??= {};
  setAt(values[first] as Record<string, unknown>, rest, value);
}
