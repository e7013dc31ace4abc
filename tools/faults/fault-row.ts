import { readFile } from 'node:fs/promises';

const page = new URL('../../docs/faults.md', import.meta.url);

/** A test that a row names. */
export interface NamedTest {
  /** A part of its name, as the file writes it. */
  readonly name: string;
  readonly file: URL;
}

/** A row of docs/faults.md. */
export interface FaultRow {
  readonly number: number;
  readonly fault: string;
  readonly how: string;
  readonly expected: string;
  readonly tests: readonly NamedTest[];
  /** The commands that run its tests. */
  readonly runBy: string;
}

/** Reads the rows of docs/faults.md in their order. */
export async function readFaultRows(): Promise<FaultRow[]> {
  const lines = (await readFile(page, 'utf8')).split('\n');
  return lines.filter((line) => /^\| \d+ \|/.test(line)).map(parseRow);
}

function parseRow(line: string): FaultRow {
  const [number, fault = '', how = '', expected = '', tests = '', runBy = ''] = line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
  const links = [...tests.matchAll(/\[(.+?)\]\((.+?)\)/g)];
  return {
    number: Number(number),
    fault,
    how,
    expected,
    runBy,
    tests: links.map(([, name = '', path = '']) => ({ name, file: new URL(path, page) })),
  };
}
