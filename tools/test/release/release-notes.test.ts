import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { releaseNotes } from '../../release/release-notes.ts';

const changelog =
  '# Changelog\n\n## Unreleased\n\n- New\n\n## [0.2.0] - 2026-11-24\n\n- Second\n\n### Upgrading\n\nDo it.\n\n## 0.1.0\n\n- First\n';

test('the notes of a version end before the next version', () => {
  assert.equal(releaseNotes(changelog, '0.2.0'), '- Second\n\n### Upgrading\n\nDo it.');
  assert.equal(releaseNotes(changelog, '0.1.0'), '- First');
});

test('a version without notes is not released', () => {
  assert.throws(() => releaseNotes(changelog, '0.2'), /nothing about 0\.2/);
});

test('CHANGELOG.md has notes', async () => {
  const own = await readFile(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8');
  assert.match(releaseNotes(own, 'Unreleased'), /^- /);
});
