/** What the command line of every test of a cluster says. */
export interface CommonOptions {
  readonly namespace: string;
  readonly release: string;
  /** Program that builds an image and loads it into the cluster: DOCKERFILE CONTEXT NAME:TAG. Without it they are there. */
  readonly load: string | undefined;
  /** Tag of the images, built here or in the cluster already. */
  readonly tag: string;
  /** Leaves the namespace as it is at the end. */
  readonly keep: boolean;
  /** Writes the page of docs that shows what was seen. */
  readonly write: boolean;
}

/** The same as `parseArgs` takes them; the namespace has a default of each test's own. */
export const commonOptions = {
  release: { type: 'string', default: 'proofsheet' },
  load: { type: 'string' },
  tag: { type: 'string', default: 'dev' },
  keep: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;
