import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../src/index.ts';

test('what can hold a secret never reaches a line', () => {
  const lines: string[] = [];
  const logger = createLogger('sample', 'info', { write: (line) => lines.push(line) });
  logger.info(
    { token: 's3cret', req: { url: 's3cret', headers: { authorization: 's3cret' } }, key: 'seen' },
    'a line',
  );
  assert.equal(lines.length, 1);
  assert.doesNotMatch(lines.join(), /s3cret/);
  assert.match(lines.join(), /"key":"seen"/);
});

test('a line has the id of the trace that it belongs to, where there is one', () => {
  const lines: string[] = [];
  const to = { write: (line: string) => lines.push(line) };
  let traceId: string | undefined;
  const logger = createLogger('sample', 'info', to, () => traceId);
  logger.info('outside');
  traceId = 'abc';
  logger.child({ key: 'k' }).info({ more: 1 }, 'within');
  createLogger('sample', 'info', to).info('without traces');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).traceId),
    [undefined, 'abc', undefined],
  );
});
