import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTracingSettings } from '../../src/telemetry/index.ts';

const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318';
const on = { OTEL_EXPORTER_OTLP_ENDPOINT };
const allOfThem = { parentBased: true, root: 'always_on', ratio: 1 };

test('there are traces where there is a collector, by either name', () => {
  const { settings, problems } = readTracingSettings(on);
  assert.deepEqual([settings, problems], [{ sampler: allOfThem, batches: {} }, []]);
  assert.ok(readTracingSettings({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://c/v1/traces' }).settings);
});

const off: [what: string, env: Record<string, string>, problem?: RegExp][] = [
  ['nothing is set', {}],
  ['the endpoint is empty', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
  ['only other things are set', { OTEL_SERVICE_NAME: 'a', OTEL_TRACES_SAMPLER: 'always_on' }],
  ['it is disabled', { ...on, OTEL_SDK_DISABLED: 'True' }],
  ['there is no exporter', { ...on, OTEL_TRACES_EXPORTER: 'none' }],
  ['the endpoint is no URL', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, /ENDPOINT is no http/],
];
for (const [what, env, problem] of off) {
  test(`there are none when ${what}`, () => {
    const { settings, problems } = readTracingSettings(env);
    assert.equal(settings, undefined);
    assert.match(problems.join(), problem ?? /^$/);
  });
}

const samplers: [name: string, arg: string | undefined, expected: object][] = [
  ['always_on', undefined, { parentBased: false, root: 'always_on', ratio: 1 }],
  ['always_off', undefined, { parentBased: false, root: 'always_off', ratio: 1 }],
  ['traceidratio', '0.25', { parentBased: false, root: 'traceidratio', ratio: 0.25 }],
  ['parentbased_traceidratio', '0', { parentBased: true, root: 'traceidratio', ratio: 0 }],
  ['parentbased_always_off', undefined, { parentBased: true, root: 'always_off', ratio: 1 }],
];
for (const [name, arg, expected] of samplers) {
  test(`the sampler ${name}`, () => {
    const { settings, problems } = readTracingSettings({
      ...on,
      OTEL_TRACES_SAMPLER: name,
      OTEL_TRACES_SAMPLER_ARG: arg,
    });
    assert.deepEqual([settings?.sampler, problems], [expected, []]);
  });
}

test('the size and time of batches', () => {
  const { settings } = readTracingSettings({
    ...on,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_BSP_MAX_QUEUE_SIZE: '9',
  });
  assert.deepEqual(settings?.batches, { scheduledDelayMillis: 100, maxQueueSize: 9 });
});

const odd: [name: string, value: string][] = [
  ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
  ['OTEL_TRACES_SAMPLER_ARG', '2'],
  ['OTEL_BSP_SCHEDULE_DELAY', 'soon'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
];
for (const [name, value] of odd) {
  test(`${name}=${value} is reported and otherwise ignored`, () => {
    const { settings, problems } = readTracingSettings({ ...on, [name]: value });
    assert.deepEqual(settings, { sampler: allOfThem, batches: {} });
    assert.equal(problems.length, 1);
    assert.ok(problems[0]?.startsWith(name));
  });
}
