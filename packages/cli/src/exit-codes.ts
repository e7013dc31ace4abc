/** How a command ended. Documented in docs/cli.md. */
export const exitCodes = {
  done: 0,
  /** AWS, the network or the API refused. */
  failed: 1,
  /** The command line or the settings are wrong. */
  usage: 2,
  /** The command worked, and found what it was asked to report. */
  found: 3,
  /** Stopped by `--max-cost`. */
  costLimit: 4,
  /** Ended by Ctrl-C, as shells number it. */
  interrupted: 130,
} as const;
