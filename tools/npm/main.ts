import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackage, publishedPackages } from './build-package.ts';

/** `pnpm build:packages`: compiles the npm packages into `packages/<name>/dist`, for `npm pack` or `npm publish` there. */
for (const name of publishedPackages) {
  const folder = fileURLToPath(new URL(`../../packages/${name}/dist`, import.meta.url));
  await buildPackage(name, folder);
  process.stdout.write(`${path.relative(process.cwd(), folder)}\n`);
}
