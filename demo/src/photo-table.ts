import Table from 'cli-table3';

/** What is told of one photo. */
export interface Row {
  readonly name: string;
  readonly photoId?: string;
  /** `refused`: by the API or by S3, before it was stored. */
  readonly status: 'processing' | 'ready' | 'failed' | 'refused';
  readonly reason?: string;
  readonly original?: Size;
  readonly thumbnail?: Size;
  /** From stored to thumbnail. */
  readonly milliseconds?: number;
  /** In the mail. */
  readonly link?: string;
}

interface Size {
  readonly width?: number;
  readonly height?: number;
  readonly bytes: number;
}

/** A table for a terminal. The links, too long for a cell, stand below it. */
export function photoTable(rows: readonly Row[]): string {
  const table = new Table({
    head: ['photo', 'original', 'thumbnail', 'stored → thumbnail', 'mail'],
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
