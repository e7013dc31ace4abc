import assert from 'node:assert/strict';
import { totalmem } from 'node:os';
import { test } from 'node:test';
import { memoryLimit } from '../../src/memory/memory-limit.ts';

const v2 = '/sys/fs/cgroup/memory.max';
const v1 = '/sys/fs/cgroup/memory/memory.limit_in_bytes';

const limits: [what: string, files: Record<string, string>, bytes: number][] = [
  ['of cgroup v2', { [v2]: '268435456\n' }, 268_435_456],
  ['of cgroup v1', { [v1]: '134217728\n' }, 134_217_728],
  ['of both, the lower one', { [v2]: '268435456\n', [v1]: '134217728\n' }, 134_217_728],
  ['that says max is none', { [v2]: 'max\n' }, totalmem()],
  ['of cgroup v1 beyond all memory is none', { [v1]: '9223372036854771712\n' }, totalmem()],
  ['that is empty or zero is none', { [v2]: '', [v1]: '0' }, totalmem()],
  ['outside of a container is the machine', {}, totalmem()],
];

for (const [what, files, bytes] of limits) {
  test(`the limit ${what}`, () => {
    const read = (file: string) => files[file] ?? assert.fail('no such file');
    assert.equal(memoryLimit({ read, constrained: () => 0 }), bytes);
  });
}

test('the limit of a nested cgroup, which only Node finds, counts too', () => {
  const read = () => '268435456\n';
  assert.equal(memoryLimit({ read, constrained: () => 134_217_728 }), 134_217_728);
  assert.equal(memoryLimit({ read, constrained: () => 2 ** 64 }), 268_435_456);
});

test('the limit of this process is some number of bytes that the machine has', () => {
  const limit = memoryLimit();
  assert.ok(limit > 0 && limit <= totalmem());
});
