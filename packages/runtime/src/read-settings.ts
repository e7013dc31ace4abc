import { type CleanedEnv, cleanEnv, EnvMissingError } from 'envalid';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Lists every missing and invalid setting, one per line. */
export class InvalidSettingsError extends Error {
  override readonly name = 'InvalidSettingsError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`settings missing or invalid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Specs = Parameters<typeof cleanEnv>[1];

interface ReadSettingsOptions<S extends Specs> {
  /** Former names of settings with their current names. A former name that is set is a problem. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Problems that only show once all values are known. */
  readonly problemsOf?: (settings: CleanedEnv<S>) => readonly string[];
}

/**
 * Reads the settings that `specs` describe. An empty variable counts as missing, because templates omit settings that way.
 * @throws InvalidSettingsError with every problem, not just the first.
 */
export function readSettings<S extends Specs>(
  env: Environment,
  specs: S,
  { renamed = {}, problemsOf = () => [] }: ReadSettingsOptions<S> = {},
): CleanedEnv<S> {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const problems = Object.keys(filled).flatMap((name) =>
    renamed[name] ? [`${name}: is now called ${renamed[name]}`] : [],
  );
  const settings = cleanEnv(filled, specs, {
    reporter: ({ errors }) => {
      problems.push(...Object.entries(errors).map(([name, error]) => describe(name, error as Error)));
      if (problems.length > 0) throw new InvalidSettingsError(problems);
    },
  });
  problems.push(...problemsOf(settings));
  if (problems.length > 0) throw new InvalidSettingsError(problems);
  return settings;
}

function describe(name: string, error: Error): string {
  return `${name}: ${error instanceof EnvMissingError ? 'is missing' : error.message}`;
}
