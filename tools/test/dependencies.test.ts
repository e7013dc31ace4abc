import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dependenciesPage, directDependencies, packagesOf } from '../dependencies/dependencies-page.ts';
import { reasons } from '../dependencies/reasons.ts';

/** Licences that allow what users of an Apache-2.0 project expect. The LGPL is for libraries that users can replace. */
const allowed = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|LGPL-3\.0(-or-later)?)$/;

test('docs/dependencies.md is what is installed (`pnpm docs:update` writes it)', (t) => {
  const file = fileURLToPath(new URL('../../docs/dependencies.md', import.meta.url));
  t.assert.fileSnapshot(dependenciesPage(), file, { serializers: [String] });
});

test('every direct dependency has a reason, and no reason is left over', () => {
  assert.deepEqual(Object.keys(reasons).sort(), [...directDependencies().keys()].sort());
});

for (const service of ['upload', 'worker', 'notifier']) {
  test(`all licences of ${service} are allowed`, () => {
    const packages = [...packagesOf(service).values()];
    assert.ok(packages.length > 20, `only ${packages.length} packages found`);
    assert.deepEqual(
      packages
        .filter(({ licence }) => !allowed.test(licence))
        .map(({ name, licence }) => `${name}: ${licence}`),
      [],
    );
  });
}
