import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRounds } from '../../src/gather/create-rounds.ts';

/** Rounds whose work goes on when it is told to, and the names of the work that was begun. */
function watchRounds() {
  const joinRound = createRounds();
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const join = (group: string, name: string) =>
    joinRound(group, () => {
      begun.push(name);
      const end = Promise.withResolvers<void>();
      ends.set(name, end);
      return end.promise;
    });
  return { join, begun, end: (name: string) => ends.get(name) };
}

test('all who come while a round is running wait for the next, which is one for all', async () => {
  const { join, begun, end } = watchRounds();
  const first = join('a', 'first');
  const second = join('a', 'second');
  const third = join('a', 'third');
  assert.deepEqual(begun, ['first']);
  end('first')?.resolve();
  await first;
  const fourth = join('a', 'fourth');
  assert.deepEqual(begun, ['first', 'second']);
  end('second')?.resolve();
  await Promise.all([second, third]);
  assert.deepEqual(begun, ['first', 'second', 'fourth']);
  end('fourth')?.resolve();
  await fourth;
  const later = join('a', 'later');
  assert.equal(begun.at(-1), 'later');
  end('later')?.resolve();
  await later;
});

test('groups do not wait for each other', async () => {
  const { join, begun, end } = watchRounds();
  const rounds = [join('a', 'of a'), join('b', 'of b')];
  assert.deepEqual(begun, ['of a', 'of b']);
  for (const name of begun) end(name)?.resolve();
  await Promise.all(rounds);
});

test('a round that fails does so for all in it, and the next begins', async () => {
  const { join, end, begun } = watchRounds();
  const first = join('a', 'first');
  const others = [join('a', 'second'), join('a', 'third')];
  end('first')?.reject(new Error('lost'));
  await assert.rejects(first, /lost/);
  const next = join('a', 'fourth');
  end('second')?.reject(new Error('lost, too'));
  for (const other of others) await assert.rejects(other, /lost, too/);
  assert.deepEqual(begun, ['first', 'second', 'fourth']);
  end('fourth')?.resolve();
  await next;
});
