import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { chartReadme } from '../../chart/docs/chart-readme.ts';
import { valuesSchema } from '../../chart/docs/values-schema.ts';
import { readValues } from '../../chart/docs/values-tree.ts';
import { chartFolder } from '../../chart/render.ts';

const read = (name: string) => readFileSync(path.join(chartFolder, name), 'utf8');
const values = readValues(read('values.yaml'));
const serializers = [String];

test('every value of the chart has a comment', () => {
  assert.ok(values.length > 100);
  for (const { path: place, comment } of values) assert.match(comment, /\w{3}/, place.join('.'));
});

test('values.schema.json is what values.yaml and the settings say (`pnpm docs:update` writes it)', (t) => {
  t.assert.fileSnapshot(valuesSchema(values), path.join(chartFolder, 'values.schema.json'), { serializers });
});

test('the chart’s README lists its values (`pnpm docs:update` writes them)', (t) => {
  const file = path.join(chartFolder, 'README.md');
  t.assert.fileSnapshot(chartReadme(read('README.md'), values), file, { serializers });
});
