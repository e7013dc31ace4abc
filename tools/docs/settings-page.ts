/** The description of one setting. */
interface Spec {
  readonly desc?: string;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
}

/** Renders docs/settings.md: a table for each service and one for traces. */
export function settingsPage(
  services: Readonly<Record<string, Readonly<Record<string, Spec>>>>,
  traces: Readonly<Record<string, Spec>>,
): string {
  const tables = Object.entries(services).map(
    ([service, settings]) => `## ${service}\n\n${table(settings)}\n`,
  );
  return `# Settings

Each service reads its settings from environment variables at start. If some are missing or invalid, it prints all of
them and exits with status 1. Credentials come from the AWS SDK's default provider chain.

${tables.join('\n')}
## Traces, of every service

The names are [OpenTelemetry's](https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). Invalid
values are logged and ignored. See [traces](tracing.md).

${table(traces)}
`;
}

function table(settings: Readonly<Record<string, Spec>>): string {
  const rows = Object.entries(settings).map(
    ([name, spec]) => `| \`${name}\` | ${describe(spec)} | ${fallback(spec)} |`,
  );
  return ['| variable | description | default |', '|---|---|---|', ...rows].join('\n');
}

function describe({ desc = '', choices }: Spec): string {
  return choices ? `${desc}: ${choices.map((choice) => `\`${choice}\``).join(', ')}` : desc;
}

function fallback(spec: Spec): string {
  if (!('default' in spec)) return '**required**';
  const text = String(spec.default ?? '');
  return text === '' ? '' : `\`${text}\``;
}
