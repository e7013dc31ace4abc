import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process of the system, which writes JSON lines to its standard output. */
export interface ServiceProcess {
  /** The line with which it said that it has started. */
  readonly started: Readonly<Record<string, unknown>>;
  readonly pid: number;
  /** Sends the signal and waits for the end. Returns its exit status, or the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
  /** Resolves at its end, however it comes. */
  readonly ended: Promise<number | string>;
}

export interface ProcessOptions {
  /** The script, and options of Node before it. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where its output goes, both standard output and error. */
  readonly logFile: string;
  /** Whether this line of its output says that it has started. */
  readonly isStart: (line: Readonly<Record<string, unknown>>) => boolean;
  /** Is shown every line. */
  readonly onLine?: (line: Readonly<Record<string, unknown>>) => void;
}

/**
 * Starts a Node process, of the Node that runs this one, and waits until it says that it has started.
 * @throws Error with what it last wrote when it ends before.
 */
export async function startProcess(options: ProcessOptions): Promise<ServiceProcess> {
  const child = spawn(process.execPath, options.args, {
    // Only what is named here: credentials and settings of the surroundings must not leak in.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C goes to every process of the terminal: the services must not lose S3 before they have stopped.
    detached: true,
  });
  const ended = once(child, 'exit').then(([code, signal]): number | string => code ?? signal);
  const started = await Promise.race([watchOutput(child, options), ended]);
  if (typeof started !== 'object') {
    throw new Error(`${options.args.at(-1)} ended with ${started}, see ${options.logFile}`);
  }
  return {
    started,
    pid: child.pid ?? 0,
    ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** Writes the output to the log, and resolves with the line of the start. */
function watchOutput(child: ChildProcess, { logFile, isStart, onLine }: ProcessOptions) {
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stderr?.pipe(log);
  return new Promise<Readonly<Record<string, unknown>>>((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (text) => {
      log.write(`${text}\n`);
      const line = parseLine(text);
      if (!line) return;
      onLine?.(line);
      if (isStart(line)) resolve(line);
    });
  });
}

function parseLine(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
