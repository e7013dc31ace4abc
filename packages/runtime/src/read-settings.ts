import { type CleanedEnv, cleanEnv, EnvMissingError } from 'envalid';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is missing or wrong in the settings, a line each. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`settings missing or wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Specs = Parameters<typeof cleanEnv>[1];

/**
 * Reads the settings that `specs` describe. An empty variable counts as missing, since that is how a template
 * leaves one out. `problemsOf` adds what only shows when all values are there.
 * @throws InvalidSettings with every problem, not just the first.
 */
export function readSettings<S extends Specs>(
  env: Environment,
  specs: S,
  problemsOf: (settings: CleanedEnv<S>) => readonly string[] = () => [],
): CleanedEnv<S> {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const settings = cleanEnv(filled, specs, {
    reporter: ({ errors }) => {
      const problems = Object.entries(errors).map(([name, error]) => describe(name, error as Error));
      if (problems.length > 0) throw new InvalidSettings(problems);
    },
  });
  const problems = problemsOf(settings);
  if (problems.length > 0) throw new InvalidSettings(problems);
  return settings;
}

function describe(name: string, error: Error): string {
  return `${name}: ${error instanceof EnvMissingError ? 'is missing' : error.message}`;
}
