import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readValues } from '../docs/values-tree.ts';
import type { Check } from './check.ts';

/** How templates read a value: in full, or as `$own`, which holds the values of one of the services. */
const full = /\.Values\.([\w.]*\w)/g;
const ofService = /\$own\.([\w.]*\w)/g;
const services = ['upload', 'worker', 'notifier'];

/**
 * Every value that a template reads is in values.yaml: Helm takes a missing one for empty. Sections are not read as a
 * whole, else nobody could tell.
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
