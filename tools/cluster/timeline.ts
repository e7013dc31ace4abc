import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/** One entry, in seconds since the start. */
export interface Entry {
  readonly seconds: number;
  readonly kind: string;
  readonly text: string;
}

/** The log of a run, one line an entry, with the time since the start. */
export interface Timeline {
  /** Seconds since the start. */
  seconds(): number;
  /** To the file and to the terminal. */
  say(kind: string, text: string): void;
  /** To the file only, for frequent entries. */
  note(kind: string, text: string): void;
  /** Entries so far. */
  readonly said: readonly Entry[];
  close(): Promise<void>;
}

export async function openTimeline(file: string, now: () => number = Date.now): Promise<Timeline> {
  await mkdir(path.dirname(file), { recursive: true });
  const log = createWriteStream(file);
  const start = now();
  const said: Entry[] = [];
  const seconds = () => (now() - start) / 1000;
  function write(kind: string, text: string): string {
    const at = new Date(now()).toISOString().slice(11, 23);
    const line = `${seconds().toFixed(1).padStart(7)} s  ${at}  ${kind.padEnd(9)} ${text}\n`;
    log.write(line);
    return line;
  }
  return {
    seconds,
    say(kind, text) {
      said.push({ seconds: seconds(), kind, text });
      process.stdout.write(write(kind, text));
    },
    said,
    note: (kind, text) => void write(kind, text),
    close: () => new Promise((resolve) => log.end(resolve)),
  };
}
