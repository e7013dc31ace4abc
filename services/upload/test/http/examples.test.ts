import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { startApi } from '../start-api.ts';

/** With everything that is optional, so that the document has every operation. */
const api = await startApi({
  env: {
    SESSION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    PUBLIC_URL: 'http://127.0.0.1:8080',
    TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:proofsheet',
  },
});
after(() => api.close());

interface Schema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: unknown;
}
interface Content {
  readonly content?: Record<string, { readonly schema: Schema; readonly example?: unknown }>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: { name: string; required?: boolean; schema: Schema; example?: unknown }[];
  readonly requestBody?: Content;
  readonly responses: Record<string, Content>;
}

const { json: document } = await api.call('/openapi.json');
const operations = Object.values(document.paths).flatMap((path) =>
  Object.values(path as Record<string, Operation>),
);

/** The schema without references, which takes no fields that it does not name. */
function resolve(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(resolve);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...rest } = schema as Schema;
  if ($ref !== undefined) return resolve(document.components.schemas[$ref.split('/').at(-1) ?? '']);
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, resolve(value)]));
  return rest.properties && rest.type === 'object' ? { additionalProperties: false, ...inner } : inner;
}

function check(schema: Schema, example: unknown, what: string): void {
  assert.notEqual(example, undefined, `${what} has no example`);
  const validator = Compile(resolve(schema) as TSchema);
  assert.deepEqual(validator.Errors(example), [], what);
}

for (const { operationId, parameters = [], requestBody, responses } of operations) {
  test(`examples of ${operationId} fit their schemas`, () => {
    for (const { name, required, schema, example } of parameters) {
      if (required) check(schema, example, name);
      else assert.equal(example, undefined, `${name} is optional and must not be filled in`);
    }
    for (const { schema, example } of Object.values(requestBody?.content ?? {})) {
      check(schema, example, 'body');
    }
    for (const [status, { content = {} }] of Object.entries(responses)) {
      for (const [type, { schema, example }] of Object.entries(content)) {
        const isFile = type.startsWith('image/');
        if (Number(status) < 400 && !isFile) check(schema, example, `answer ${status}`);
      }
    }
  });
}

test('a problem has an example too, and the check finds a wrong one', () => {
  const { Problem } = document.components.schemas;
  const [example] = Problem.examples;
  check(Problem, example, 'problem');
  assert.throws(() => check(Problem, { ...example, status: '400' }, 'wrong type'));
  assert.throws(() => check(Problem, { ...example, more: 1 }, 'unknown field'));
  assert.ok(operations.length > 35);
});

test('examples stay within limits that were set otherwise', async (t) => {
  const small = await startApi({ env: { MAX_UPLOAD_BYTES: '1000000', UPLOAD_CONTENT_TYPES: 'image/png' } });
  t.after(() => small.close());
  const { paths } = (await small.call('/openapi.json')).json;
  const { example } = paths['/v1/uploads'].post.requestBody.content['application/json'];
  const { status } = await small.call('/v1/uploads', { body: example });
  assert.deepEqual([status, example.contentType, example.size], [201, 'image/png', 1_000_000]);
});
