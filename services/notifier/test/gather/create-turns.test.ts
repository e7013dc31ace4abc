import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from '../../src/gather/create-turns.ts';

test('work of a group is done one after the other, failed work too, and that of other groups beside it', async () => {
  const takeTurn = createTurns();
  const steps: string[] = [];
  const gates = new Map<string, () => void>();
  const work = (name: string, error?: Error) => async (hasWaited: boolean) => {
    steps.push(`${name} ${hasWaited}`);
    await new Promise<void>((resolve) => gates.set(name, resolve));
    if (error) throw error;
    return name;
  };
  const first = takeTurn('a', work('first', new Error('lost')));
  const second = takeTurn('a', work('second'));
  const other = takeTurn('b', work('other'));
  assert.deepEqual(steps, ['first false', 'other false']);
  gates.get('first')?.();
  await assert.rejects(first, /lost/);
  assert.deepEqual(steps, ['first false', 'other false', 'second true']);
  for (const name of ['second', 'other']) gates.get(name)?.();
  assert.deepEqual(await Promise.all([second, other]), ['second', 'other']);
  const later = takeTurn('a', work('later'));
  assert.equal(steps.at(-1), 'later false');
  gates.get('later')?.();
  await later;
});
