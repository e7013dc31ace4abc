import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A process of the system. It writes JSON lines to standard output. */
export interface ServiceProcess {
  /** The log line that reported its start. */
  readonly started: Readonly<Record<string, unknown>>;
  readonly pid: number;
  /** Sends the signal and waits for the exit. Returns the exit status, or the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
  /** Resolves when the process exits. */
  readonly ended: Promise<number | string>;
}

export interface ProcessOptions {
  /** Options of Node, then the script. */
  readonly args: readonly string[];
  /** A program with its arguments that runs Node, such as `prlimit`, and becomes it. */
  readonly launcher?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** File for standard output and standard error. */
  readonly logFile: string;
  /** Whether this line reports the start. */
  readonly isStart: (line: Readonly<Record<string, unknown>>) => boolean;
  /** Called with every line. */
  readonly onLine?: (line: Readonly<Record<string, unknown>>) => void;
}

/**
 * Starts a process with the Node that runs this one, and waits until it reports its start.
 * @throws Error when it exits before that.
 */
export async function startProcess(options: ProcessOptions): Promise<ServiceProcess> {
  const [program = process.execPath, ...args] = [
    ...(options.launcher ?? []),
    process.execPath,
    ...options.args,
  ];
  const child = spawn(program, args, {
    // Only the named variables: credentials and settings of the surrounding shell must not leak in.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C signals every process of the terminal. The services must not lose S3 before they have stopped.
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

/** Writes the output to the log file and resolves with the line that reported the start. */
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
