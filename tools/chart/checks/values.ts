import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pMap from 'p-map';
import { stringify } from 'yaml';
import { readValues, type Value } from '../docs/values-tree.ts';
import type { Check } from './check.ts';

/** How templates read a value: in full, or as `$own`, which holds the values of one of the services. */
const full = /\.Values\.([\w.]*\w)/g;
const ofService = /\$own\.([\w.]*\w)/g;
const services = ['upload', 'worker', 'notifier'];

/**
 * Every value that a template reads is in values.yaml: Helm takes a missing one for empty. Templates
 * read no section as a whole, so that this can be checked.
 */
export const valuesKnown: Check = async ({ chart }) => {
  const text = await readFile(path.join(chart, 'values.yaml'), 'utf8');
  const known = readValues(text).map(({ path: place }) => place.join('.'));
  const isKnown = (name: string) => known.some((value) => name === value || name.startsWith(`${value}.`));
  const problems: string[] = [];
  for (const file of await readdir(path.join(chart, 'templates'), { recursive: true })) {
    if (!/\.(tpl|yaml|txt)$/.test(file)) continue;
    const template = await readFile(path.join(chart, 'templates', file), 'utf8');
    const read = [...template.matchAll(full)].map(([, name = '']) => [name]);
    const own = [...template.matchAll(ofService)].map(([, name]) =>
      services.map((service) => `${service}.${name}`),
    );
    for (const names of [...read, ...own]) {
      if (!names.some(isKnown))
        problems.push(`${file} reads ${names.join(' or ')}, which values.yaml does not have`);
    }
  }
  return problems;
};

/** Otherwise the chart would generate another key each time, and every rendering would differ. */
const fixed = { secret: { linkKeys: 'fixed:AAAA', sessionKeys: 'fixed:AAAA' } };

/** Every value is used: changing it changes the rendering of at least one example. */
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
