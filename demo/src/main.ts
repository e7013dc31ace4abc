import { readOptions } from './read-options.ts';
import { runDemo } from './run-demo.ts';

process.exitCode = await runDemo(readOptions(process.argv.slice(2)));
