import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoistSchemas } from '../../src/http/docs.ts';

test('a schema with a title is there once, even inside another', () => {
  const part = { title: 'Part', type: 'object' };
  const whole = { title: 'Whole', type: 'object', properties: { parts: { type: 'array', items: part } } };
  const document = { info: { title: 'stays' }, paths: { '/a': { get: [whole] }, '/b': { get: part } } };
  assert.deepEqual(hoistSchemas(document), {
    info: { title: 'stays' },
    paths: {
      '/a': { get: [{ $ref: '#/components/schemas/Whole' }] },
      '/b': { get: { $ref: '#/components/schemas/Part' } },
    },
    components: {
      schemas: {
        Part: part,
        Whole: {
          title: 'Whole',
          type: 'object',
          properties: { parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } } },
        },
      },
    },
  });
});
