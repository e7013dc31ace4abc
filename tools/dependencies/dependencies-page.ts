import { fileURLToPath } from 'node:url';
import { findProductionPackages, type InstalledPackage, readPackage } from './installed-package.ts';
import { reasons } from './reasons.ts';

const services = ['upload', 'worker', 'notifier'] as const;

/** Everything that a service needs at run time, by `name@version`. */
export function packagesOf(service: string): ReadonlyMap<string, InstalledPackage> {
  return findProductionPackages(manifestOf(service));
}

/** Direct dependencies of each service from the registry, those of our own packages included: name → services. */
export function directDependencies(): ReadonlyMap<string, readonly string[]> {
  const direct = new Map<string, string[]>();
  for (const service of services) {
    const own = [...packagesOf(service).values()].filter(({ name }) => name.startsWith('@proofsheet/'));
    const names = new Set([readPackage(manifestOf(service)), ...own].flatMap(({ needs }) => needs));
    for (const name of [...names].filter((each) => !each.startsWith('@proofsheet/'))) {
      direct.set(name, [...(direct.get(name) ?? []), service]);
    }
  }
  return direct;
}

/** Renders docs/dependencies.md. */
export function dependenciesPage(): string {
  const installed = new Map(
    services.flatMap((service) =>
      [...packagesOf(service).values()].map((each) => [each.name, each] as const),
    ),
  );
  const rows = [...directDependencies()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, users]) =>
        `| \`${name}\` | ${reasons[name] ?? ''} | ${installed.get(name)?.licence ?? ''} | ${users.join(', ')} |`,
    );
  return `# Runtime dependencies

What the services depend on at run time, and why. The versions are in \`pnpm-workspace.yaml\`, those of everything below
them in the lock file. All licences, of indirect dependencies too, are from a closed list that a test checks.

| package | for | licence | service |
|---|---|---|---|
${rows.join('\n')}
`;
}

function manifestOf(service: string): string {
  return fileURLToPath(new URL(`../../services/${service}/package.json`, import.meta.url));
}
