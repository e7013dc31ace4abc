import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exploreApart } from './explore-apart.ts';
import { weaker } from './weaker.ts';
import { scenarios } from './scenarios.ts';

for (const [scenario, { name }] of scenarios.entries()) {
  test(`every order ends right: ${name}`, { timeout: 300_000 }, async (t) => {
    const { states, ends, wrong } = await exploreApart({ scenario });
    t.diagnostic(`${states} states, ${ends} ends`);
    assert.ok(ends > 0);
    assert.deepEqual([...wrong], []);
  });
}

for (const [index, { name, wrong }] of weaker.entries()) {
  test(`the exploration shows what is weaker: ${name}`, { timeout: 120_000 }, async (t) => {
    const found = await exploreApart({ weaker: index });
    t.diagnostic(`${found.states} states, ${found.wrong.get(wrong)?.length} steps to the mistake`);
    assert.deepEqual([...found.wrong.keys()], [wrong]);
  });
}
