import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildGoTool } from '../programs/go.ts';
import { installPythonTool } from '../programs/install-python-tool.ts';
import { run } from '../programs/run.ts';

/**
 * `pnpm test:workflows`: the GitHub Actions workflows, checked by actionlint (syntax, types, scripts) and zizmor (security).
 * Exits with 1 when one finds something, with 2 when a tool is missing.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const tools = path.join(root, '.proofsheet/tools');
await mkdir(tools, { recursive: true });
try {
  const actionlint = await buildGoTool(tools, 'actionlint', {
    module: 'github.com/rhysd/actionlint',
    version: 'v1.7.12',
  });
  const zizmor = await installPythonTool(tools, {
    name: 'zizmor',
    version: '1.32.0',
    program: 'zizmor',
    neededBy: 'pnpm test:workflows',
  });
  for (const [program, args] of [
    [actionlint, []],
    [zizmor, ['--offline', '--persona=pedantic', '--no-progress', '.github/workflows']],
  ] as const) {
    const { status, stdout, stderr } = await run(program, args, { cwd: root });
    process.stdout.write(
      `${path.basename(program)}: ${status === 0 ? 'nothing found' : `\n${stdout}${stderr}`}\n`,
    );
    if (status !== 0) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`pnpm test:workflows: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
