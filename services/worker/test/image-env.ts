import { readFileSync } from 'node:fs';

/**
 * The environment of a test's own process that measures memory: threads and malloc as the worker's image sets them.
 * Without these settings glibc keeps the memory of the largest photo, in each of many arenas.
 */
export function imageEnv(): NodeJS.ProcessEnv {
  const dockerfile = readFileSync(new URL('../../../Dockerfile.worker', import.meta.url), 'utf8');
  const settings = [...dockerfile.matchAll(/\b((?:UV|MALLOC|GLIBC)_\w+)=([^\s\\]+)/g)];
  if (settings.length < 4) throw new Error('Dockerfile.worker sets no threads or malloc');
  const env = Object.fromEntries(settings.map(([, name, value]) => [name, value]));
  // A test runner's child must not report as a test.
  return { ...process.env, ...env, NODE_TEST_CONTEXT: undefined };
}
