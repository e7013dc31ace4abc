import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countEnds, maxPeakMiB, runMutations } from './run-mutations.ts';

test('400 damaged photos of all formats each end as a thumbnail or by the closed list, in bounded memory', async (t) => {
  const mutations = await runMutations(['400']);
  t.diagnostic(JSON.stringify(mutations));
  const formats = Object.keys(mutations.ends).sort();
  assert.deepEqual(formats, ['avif', 'gif', 'heic', 'jpeg', 'png', 'tiff', 'webp']);
  const count = (wanted: (end: string) => boolean) => countEnds(mutations, wanted);
  assert.equal(
    count((end) => end === 'unknown'),
    0,
  );
  assert.ok(count((end) => end === 'made') >= 40, 'some are hardly damaged');
  assert.ok(count((end) => end !== 'made') >= 40, 'some are damaged for good');
  assert.equal(
    count(() => true),
    400,
  );
  assert.ok(mutations.peakMiB < maxPeakMiB, `${mutations.peakMiB} MiB`);
});
