import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Options of the demo. */
export interface DemoOptions {
  /** Photos to send; the samples if empty. */
  readonly files: readonly string[];
  /** Exit once all photos are done. */
  readonly once: boolean;
  /** Print one JSON object per photo instead of the table. */
  readonly json: boolean;
  /** Send nothing, and restart services when their code changes. */
  readonly dev: boolean;
  /** Go on with the photos, keys and links of the last start. */
  readonly keep: boolean;
  /** Origins whose pages may use the demo; any if empty. */
  readonly cors: readonly string[];
}

const usage = `pnpm demo [FILE…]   sends photos through a system that it starts on this machine
  --once            ends after the photos, with status 0 only if each got its thumbnail and its email
  --json            prints one JSON object a photo
  --keep            goes on with the photos, keys and links of the last start
  --cors ORIGIN     lets only pages of this origin use it; may be repeated
`;

/** Reads the command line. Prints the problem and exits with status 2 if it is invalid. */
export function readOptions(args: string[]): DemoOptions {
  try {
    const { values, positionals } = parseArgs({
      // pnpm passes "--" through.
      args: args.filter((arg) => arg !== '--'),
      allowPositionals: true,
      options: {
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        cors: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return end(usage, 0);
    const missing = positionals.filter((file) => !existsSync(file) || !statSync(file).isFile());
    if (missing.length > 0) return end(`no such file: ${missing.join(', ')}\n`, 2);
    return { ...values, files: positionals };
  } catch (error) {
    return end(`${(error as Error).message}\n\n${usage}`, 2);
  }
}

function end(text: string, status: number): never {
  process[status === 0 ? 'stdout' : 'stderr'].write(text);
  process.exit(status);
}
