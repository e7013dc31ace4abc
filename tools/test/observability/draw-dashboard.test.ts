import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashboards, queriesOf } from '@proofsheet/dashboards';
import { drawDashboard } from '../../observability/draw-dashboard.ts';

for (const [name, dashboard] of Object.entries(dashboards)) {
  test(`a picture of ${name} has each panel, with its data`, () => {
    const samples = [
      [0, 1],
      [2, 3],
    ] as const;
    const results = queriesOf(dashboard).map((query) => {
      const name = query.legend === '{{le}}' ? '60' : 'a & b';
      return { ...query, figures: [{ name, most: 3, last: 3, samples }] };
    });
    const picture = drawDashboard(dashboard, results);
    assert.equal(picture.match(/<text/g)?.length, picture.match(/<\/text>/g)?.length);
    assert.doesNotMatch(picture, /&(?!amp;|lt;|gt;)/);
    for (const { title = '' } of dashboard.panels ?? []) assert.ok(picture.includes(`${title}<`), title);
    assert.doesNotMatch(picture, /No data|NaN|undefined/);
  });

  test(`a picture of ${name} says which panels have no data`, () => {
    assert.match(drawDashboard(dashboard, []), /No data/);
  });
}
