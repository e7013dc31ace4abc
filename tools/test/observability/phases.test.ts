import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAlerts } from '@proofsheet/dashboards';
import { phases, untried } from '../../observability/faults/phases.ts';
import { readCases } from '../../rules/check-cases.ts';

const alerts = [...readAlerts().keys()].sort();

test('each alert has exactly one fault that makes it fire on a cluster', () => {
  const caused = phases.flatMap((faults) => faults.flatMap((fault) => fault.alerts));
  assert.deepEqual([...caused, ...untried].sort(), alerts);
});

test('each alert has cases for promtool', () => {
  assert.deepEqual([...readCases().keys()].sort(), alerts);
});
