import Table from 'cli-table3';

/** One row of the table. */
export interface Row {
  readonly name: string;
  readonly photoId?: string;
  /** `refused`: the API or S3 refused it before it was stored. */
  readonly status: 'processing' | 'ready' | 'failed' | 'refused';
  readonly reason?: string;
  readonly original?: Size;
  readonly thumbnail?: Size;
  /** From stored to thumbnail. */
  readonly milliseconds?: number;
  /** The link in the email. */
  readonly link?: string;
}

interface Size {
  readonly width?: number;
  readonly height?: number;
  readonly bytes: number;
}

/** A table for a terminal. Links are too long for a cell and are printed below it. */
export function photoTable(rows: readonly Row[]): string {
  const table = new Table({
    head: ['photo', 'original', 'thumbnail', 'stored → thumbnail', 'email'],
    style: { head: [], border: [] },
  });
  for (const [index, row] of rows.entries()) {
    table.push([
      row.name,
      describe(row.original),
      row.thumbnail ? describe(row.thumbnail) : `${row.status}: ${row.reason ?? 'no answer in time'}`,
      row.milliseconds === undefined ? '' : `${row.milliseconds} ms`,
      row.link ? `[${index + 1}]` : 'none',
    ]);
  }
  const links = rows.flatMap(({ link }, index) => (link ? [`[${index + 1}] ${link}`] : []));
  return [table.toString(), ...links].join('\n');
}

function describe(size: Size | undefined): string {
  if (!size) return '';
  const pixels = size.width === undefined ? '' : `${size.width} × ${size.height}, `;
  return `${pixels}${size.bytes.toLocaleString('en')} bytes`;
}
