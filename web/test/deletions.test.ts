import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoAnswer } from '@proofsheet/client';
import type { CallApi } from '../src/api/call-api.ts';
import type { Photo } from '../src/api/types.ts';
import { Deletions } from '../src/state/deletions.ts';

const photo = (photoId: string): Photo => ({ photoId, filename: photoId, uploadedAt: '', status: 'ready' });

function start(answer: (photoIds: string[]) => Promise<string[]> | string[]) {
  const calls: string[][] = [];
  const shown: string[] = [];
  const refused: number[] = [];
  let end = () => {};
  const call = (async (_: string, { body }: { body: { photoIds: string[] } }) => {
    calls.push(body.photoIds);
    const results = await answer(body.photoIds);
    return { results: body.photoIds.map((photoId, at) => ({ photoId, result: results[at] })) };
  }) as CallApi;
  const deletions = new Deletions({
    call,
    hide: (ids) => ids.map(photo),
    show: (photos) => shown.push(...photos.map(({ photoId }) => photoId)),
    onRefused: (count) => refused.push(count),
    setTimer: (run) => {
      end = run;
      return () => {
        end = () => {};
      };
    },
  });
  return { deletions, calls, shown, refused, timeOver: () => end() };
}

test('nothing is asked for until it cannot be undone', async () => {
  const { deletions, calls, shown, timeOver } = start((ids) => ids.map(() => 'deleted'));
  deletions.delete(['a', 'b']);
  assert.deepEqual(calls, []);
  assert.ok(deletions.hides('a'));
  deletions.undo();
  timeOver();
  assert.deepEqual(calls, []);
  assert.deepEqual(shown, ['a', 'b']);
  assert.equal(deletions.hides('a'), false);
});

test('deletes in calls of a hundred, when the time is over or the page ends', async () => {
  const { deletions, calls } = start((ids) => ids.map(() => 'deleted'));
  deletions.delete(Array.from({ length: 250 }, (_, index) => String(index)));
  await deletions.commit();
  assert.deepEqual(
    calls.map(({ length }) => length),
    [100, 100, 50],
  );
  assert.ok(deletions.hides('1'));
});

test('what is refused comes back and is told', async () => {
  const { deletions, shown, refused } = start(() => ['deleted', 'error', 'not-found', 'changed']);
  deletions.delete(['a', 'b', 'c', 'd']);
  await deletions.commit();
  assert.deepEqual(shown, ['b', 'd']);
  assert.deepEqual(refused, [2]);
});

test('without an answer all come back', async () => {
  const { deletions, shown } = start(() => Promise.reject(new NoAnswer()));
  deletions.delete(['a', 'b']);
  await deletions.commit();
  assert.deepEqual(shown, ['a', 'b']);
});

test('a second deletion does not wait for the first', async () => {
  const { deletions, calls } = start((ids) => ids.map(() => 'deleted'));
  deletions.delete(['a']);
  deletions.delete(['b']);
  assert.deepEqual(calls, [['a']]);
  assert.deepEqual(
    deletions.pending.value.map(({ photoId }) => photoId),
    ['b'],
  );
});
