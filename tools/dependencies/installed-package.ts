import { readFileSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What an installed package says about itself. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, empty if the package does not say. */
  readonly licence: string;
  /** Path of its package.json, symbolic links resolved. */
  readonly file: string;
  /** Names of its dependencies at run time, optional ones included. */
  readonly needs: readonly string[];
}

/** Reads a package.json. */
export function readPackage(file: string): InstalledPackage {
  const json = JSON.parse(readFileSync(file, 'utf8'));
  return {
    name: json.name,
    version: json.version,
    licence: json.license?.type ?? json.license ?? '',
    file: realpathSync(file),
    needs: Object.keys({ ...json.dependencies, ...json.optionalDependencies }),
  };
}

/** Finds `name` as the code of `by` would. Undefined if it is not installed, such as a binary for another platform. */
function findPackage(name: string, by: InstalledPackage): InstalledPackage | undefined {
  try {
    const file = findPackageJSON(name, pathToFileURL(by.file));
    return file === undefined ? undefined : readPackage(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Everything that `root` needs at run time, itself left out, by `name@version`.
 * @param root path of its package.json
 */
export function findProductionPackages(root: string): ReadonlyMap<string, InstalledPackage> {
  const found = new Map<string, InstalledPackage>();
  const open = [readPackage(path.resolve(root))];
  for (let by = open.pop(); by; by = open.pop()) {
    for (const name of by.needs) {
      const needed = findPackage(name, by);
      const id = needed && `${needed.name}@${needed.version}`;
      if (!needed || !id || found.has(id)) continue;
      found.set(id, needed);
      open.push(needed);
    }
  }
  return found;
}
