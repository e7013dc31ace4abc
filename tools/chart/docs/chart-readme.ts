import type { Value } from './values-tree.ts';

const heading = '## Values\n';
/** Maximum length of a default in the table, in characters. */
const room = 60;

/** The chart's README, its last section replaced by a table of these values. */
export function chartReadme(readme: string, values: readonly Value[]): string {
  const [before] = readme.split(heading, 1);
  const rows = values.map(
    ({ path, comment, value }) => `| \`${path.join('.')}\` | ${comment} | ${show(value)} |`,
  );
  return `${before}${heading}\n${['| value | what | default |', '|---|---|---|', ...rows].join('\n')}\n`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  if (value === '') return '';
  return text.length > room ? 'see values.yaml' : `\`${text}\``;
}
