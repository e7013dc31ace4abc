import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Type } from 'typebox';
import { compileValidator } from '../src/http/compile-validator.ts';
import { apiSettings } from './api-settings.ts';

const schema = Type.Object(
  { uploads: Type.Array(Type.Object({ size: Type.Integer() }), { minItems: 1, maxItems: 100 }) },
  { additionalProperties: false },
);
const validate = compileValidator({ schema, httpPart: 'body', method: 'POST', url: '/' });

/** The errors of a body, and how many of its array's items and its own fields were looked at. */
function check(body: { uploads: unknown[] } & Record<string, unknown>) {
  let reads = 0;
  const count = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name, receiver) {
        reads += 1;
        return Reflect.get(object, name, receiver);
      },
    });
  const { error } = validate(count({ ...body, uploads: count(body.uploads) })) as { error: unknown[] };
  return { errors: error as { keyword: string; instancePath: string }[], reads };
}

test('an array that is too long is refused without reading its items', () => {
  const { errors, reads } = check({ uploads: Array(500_000).fill(0) });
  assert.deepEqual(
    errors.map(({ keyword, instancePath }) => [keyword, instancePath]),
    [['maxItems', '/uploads']],
  );
  assert.ok(reads < 1000, `${reads} reads`);
});

test('of many unknown fields only some are read', () => {
  const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`x${index}`, 0]));
  const { errors, reads } = check({ uploads: [{ size: 1 }], ...unknown });
  assert.ok(errors.length >= 1 && errors.length <= 8, `${errors.length} errors`);
  assert.ok(reads < 1000, `${reads} reads`);
});

test('wrong items of an array of a good length are named', () => {
  const { errors } = check({ uploads: [{ size: 1 }, { size: 'many' }] });
  assert.deepEqual(
    errors.map(({ keyword, instancePath }) => [keyword, instancePath]),
    [['type', '/uploads/1/size']],
  );
});

test('wrong requests of 1 MB leave the memory of a pod and the requests of others alone', {
  timeout: 60_000,
}, async (t) => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const env = { ...apiSettings, MAX_EVENT_LOOP_DELAY_MS: '0', MAX_BODY_BYTES: String(2 * 1024 ** 2) };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout });
  const [started] = await once(lines, 'line');
  const { port, opsPort } = JSON.parse(started);
  const call = async (path: string, body: string): Promise<number> => {
    const headers = { authorization: 'Bearer a-key', 'content-type': 'application/json' };
    return (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body })).status;
  };
  const readMemory = async (): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
    return Number(/^process_resident_memory_bytes\S* (\S+)/m.exec(text)?.[1]);
  };
  const upload = JSON.stringify({ filename: 'a.jpg', contentType: 'image/jpeg', size: 5 });
  const wrong = `{"uploads":[${'0,'.repeat(500_000)}0]}`;
  assert.equal(await call('/v1/uploads', upload), 201);
  const before = await readMemory();
  for (let turn = 0; turn < 5; turn += 1) {
    const [refused, ...others] = await Promise.all([
      call('/v1/uploads/batch', wrong),
      ...Array.from({ length: 4 }, () => call('/v1/uploads', upload)),
    ]);
    assert.deepEqual([refused, ...others], [400, 201, 201, 201, 201]);
  }
  const grown = (await readMemory()) - before;
  assert.ok(grown < 128 * 1024 ** 2, `grew by ${Math.round(grown / 1024 ** 2)} MiB`);
});
