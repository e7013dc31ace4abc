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
