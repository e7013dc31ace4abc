#!/usr/bin/env node
import { runCommand } from './run-command.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort(new Error('interrupted')));
}

await runCommand(
  process.argv.slice(2).filter((arg) => arg !== '--'),
  {
    env: process.env,
    signal: interrupted.signal,
    print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    note: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    setExitCode(code) {
      process.exitCode = code;
    },
  },
);
