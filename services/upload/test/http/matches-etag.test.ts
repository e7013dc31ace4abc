import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesEtag } from '../../src/routes/list-photos.ts';

const cases: [ifNoneMatch: string | undefined, matches: boolean][] = [
  ['"abc"', true],
  ['W/"abc"', true],
  ['"x", "abc"', true],
  ['"x","y" , W/"abc"', true],
  ['"a,b", "abc"', true],
  ['*', true],
  [undefined, false],
  ['', false],
  ['abc', false],
  ['"abcd"', false],
  ['"x", "y"', false],
  ['W/"abcd"', false],
];
for (const [ifNoneMatch, matches] of cases) {
  test(`If-None-Match: ${ifNoneMatch} ${matches ? 'matches' : 'does not match'} "abc"`, () => {
    assert.equal(matchesEtag(ifNoneMatch, '"abc"'), matches);
    assert.equal(matchesEtag(ifNoneMatch, 'W/"abc"'), matches);
  });
}
