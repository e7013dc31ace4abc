import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dashboards } from '../src/dashboards/dashboards.ts';
import { defaultValues, fillQuery, metricNames, panelsOf, queriesOf } from '../src/queries.ts';
import { knownMetrics } from './known-metrics.ts';

const runbooks = new URL('../../../docs/runbooks/', import.meta.url);
const variables = { namespace: 'a', release: 'b', pod: '.*', __rate_interval: '1m', __range: '1h' };

for (const [name, dashboard] of Object.entries(dashboards)) {
  test(`${name}.json is what the code says (\`pnpm docs:update\` writes it)`, (t) => {
    const path = `../../../charts/proofsheet/dashboards/${name}.json`;
    const file = fileURLToPath(new URL(path, import.meta.url));
    t.assert.fileSnapshot(dashboard, file, { serializers: [(value) => JSON.stringify(value, null, 2)] });
  });

  test(`each panel of ${name} has a title, a unit and a description`, () => {
    for (const { title, description, fieldConfig, targets, datasource } of panelsOf(dashboard)) {
      assert.ok(title && targets?.length, title);
      assert.ok(description && description.length > 40, title);
      assert.ok(fieldConfig?.defaults.unit, title);
      assert.equal(datasource?.uid, '$datasource', title);
    }
  });

  test(`no two panels of ${name} have the same number or the same title`, () => {
    const panels = dashboard.panels ?? [];
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    const titles = panelsOf(dashboard).map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
  });

  test(`the panels of ${name} fill the width and do not overlap`, () => {
    const taken = new Map<string, string>();
    for (const { title = '', gridPos } of dashboard.panels ?? []) {
      const { x = 0, y = 0, w = 0, h = 0 } = gridPos ?? {};
      assert.ok(x + w <= 24, title);
      for (let column = x; column < x + w; column += 1) {
        for (let row = y; row < y + h; row += 1) {
          const place = `${column},${row}`;
          assert.equal(taken.get(place), undefined, `${title} is at the place of ${taken.get(place)}`);
          taken.set(place, title);
        }
      }
    }
    const rows = new Set([...taken.keys()].map((place) => place.split(',')[1]));
    assert.equal(taken.size, rows.size * 24);
  });

  test(`the queries of ${name} are PromQL over existing metrics`, () => {
    const known = knownMetrics();
    for (const { panel, expr } of queriesOf(dashboard)) {
      const names = metricNames(fillQuery(expr, { ...variables, ...defaultValues(dashboard) }));
      assert.ok(names.length > 0, panel);
      for (const metric of names) assert.ok(known.has(metric), `${panel}: ${metric}`);
    }
  });
}

test('dashboards have different titles and uids', () => {
  const all = Object.values(dashboards);
  assert.equal(new Set(all.map(({ uid }) => uid)).size, all.length);
  assert.equal(new Set(all.map(({ title }) => title)).size, all.length);
});

test('runbooks name rows and panels that there are', () => {
  const titles = new Set(
    Object.values(dashboards).flatMap(({ panels = [] }) => panels.map(({ title }) => title)),
  );
  for (const file of readdirSync(runbooks)) {
    const page = readFileSync(new URL(file, runbooks), 'utf8').replace(/```.*?```/gs, '');
    for (const [, quoted = ''] of page.replaceAll('\n', ' ').matchAll(/"([A-Z][^"`$]+)"/g))
      assert.ok(
        [...titles].some((title) => title?.startsWith(quoted)),
        `${file}: ${quoted}`,
      );
  }
});

test('queries over the whole time range are instant', () => {
  for (const { title, targets = [] } of Object.values(dashboards).flatMap(panelsOf)) {
    for (const target of targets as unknown as { expr: string; instant?: boolean }[])
      if (/\$__range\b|\[30d\]/.test(target.expr)) assert.ok(target.instant, title);
  }
});
