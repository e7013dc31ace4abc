import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Small JSON files in one folder, by name. Synchronous, so a commit is never interrupted. */
export interface JsonFiles<T> {
  write(name: string, value: T): void;
  remove(name: string): void;
  readAll(): T[];
}

/** @param dir made if it doesn't exist. */
export function createJsonFiles<T>(dir: string): JsonFiles<T> {
  mkdirSync(dir, { recursive: true });
  const path = (name: string) => join(dir, `${name}.json`);
  return {
    write(name, value) {
      writeFileSync(`${path(name)}.new`, JSON.stringify(value));
      renameSync(`${path(name)}.new`, path(name));
    },
    remove: (name) => rmSync(path(name), { force: true }),
    readAll() {
      const names = readdirSync(dir).filter((name) => name.endsWith('.json'));
      return names.map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as T);
    },
  };
}
