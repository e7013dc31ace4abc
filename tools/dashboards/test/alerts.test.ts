import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { defaultThresholds, readAlerts, renderAlert } from '../src/alerts.ts';
import { metricNames } from '../src/queries.ts';
import { knownMetrics } from './known-metrics.ts';

/** What the chart fills into alerts by default, for the release `photos` in the namespace `shop`. */
const sampleValues = {
  ...defaultThresholds,
  namespace: 'shop',
  release: 'photos',
  here: 'namespace="shop",release="photos"',
  runbooks: 'https://example.org/runbooks',
  workerMaxReplicas: 3,
  sweepFailAbove: 100,
};

const runbooks = new URL('../../../docs/runbooks/', import.meta.url);
const alerts = readAlerts();

for (const [name, text] of alerts) {
  test(`${name} is complete and is named as its file and its runbook`, () => {
    const { alert, for: wait, labels, annotations } = renderAlert(text, sampleValues);
    assert.equal(alert, name);
    assert.equal(annotations.runbook_url, `${sampleValues.runbooks}/${name}.md`);
    assert.match(wait, /^\d+m$/);
    assert.match(labels.severity ?? '', /^(page|ticket)$/);
    assert.ok(annotations.summary && annotations.description);
  });

  test(`${name} reads existing metrics`, () => {
    const known = knownMetrics();
    for (const metric of metricNames(renderAlert(text, sampleValues).expr))
      assert.ok(known.has(metric), metric);
  });

  test(`the runbook of ${name} has its five parts`, () => {
    const page = readFileSync(new URL(`${name}.md`, runbooks), 'utf8');
    assert.equal(page.split('\n', 1)[0], `# ${name}`);
    const parts = [...page.matchAll(/^## (.*)$/gm)].map(([, part]) => part);
    assert.deepEqual(parts, ['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Verification']);
  });
}

test('each runbook belongs to an alert', () => {
  const pages = readdirSync(runbooks).map((file) => file.replace(/\.md$/, ''));
  assert.deepEqual(pages.sort(), [...alerts.keys()].sort());
});

test('the scale shortens windows and waits and nothing else', () => {
  const text =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder of an alert's file
    'alert: A\nexpr: rate(a_total{here="${release}"}[1h]) > 14.4 and b[30m:1m] > 5\nfor: 5m\nlabels: {}\nannotations: {}\n';
  const { expr, for: wait } = renderAlert(text, sampleValues, 1 / 60);
  assert.equal(expr, 'rate(a_total{here="photos"}[60s]) > 14.4 and b[30s:1m] > 5');
  assert.equal(wait, '5s');
});

test('a placeholder without a value is an error', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder of an alert's file
  assert.throws(() => renderAlert('expr: ${nothing}', sampleValues), /\$\{nothing\}/);
});
