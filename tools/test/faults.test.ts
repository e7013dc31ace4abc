import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readFaultRows } from '../faults/fault-row.ts';

const rows = await readFaultRows();

test('docs/faults.md has a row for each of the 37 faults, each with a test', () => {
  assert.deepEqual(
    rows.map(({ number }) => number),
    Array.from({ length: 37 }, (_, index) => index + 1),
  );
  for (const { number, tests, how, expected, runBy } of rows) {
    assert.ok(tests.length > 0 && how && expected && /`pnpm [\w:]+`/.test(runBy), `row ${number}`);
  }
});

test('every test that docs/faults.md names is in its file', async () => {
  for (const { number, tests } of rows) {
    for (const { name, file } of tests) {
      const text = await readFile(file, 'utf8');
      assert.ok(text.includes(name), `row ${number}: ${file.pathname} does not contain "${name}"`);
    }
  }
});

test('docs/faults.md names every test of test/faults', async () => {
  const named = new Set(rows.flatMap(({ tests }) => tests.map(({ file }) => file.href)));
  for (const { tests } of rows) {
    for (const { file } of tests.filter(({ file }) => file.pathname.includes('/test/faults/'))) {
      const text = await readFile(file, 'utf8');
      const names = [...text.matchAll(/\btest\(\s*['`](.+?)['`],/g)].map(([, name = '']) => name);
      const missing = names.filter(
        (name) => !rows.some((row) => row.tests.some((each) => name.includes(each.name))),
      );
      assert.deepEqual(missing, []);
    }
  }
  assert.ok(named.size > 20);
});
