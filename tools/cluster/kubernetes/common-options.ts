/** Options of every cluster test. */
export interface CommonOptions {
  readonly namespace: string;
  readonly release: string;
  /** Program that builds an image and loads it into the cluster: DOCKERFILE CONTEXT NAME:TAG. Without it the images must exist. */
  readonly load: string | undefined;
  /** Tag of the images. */
  readonly tag: string;
  /** Keeps the namespace at the end. */
  readonly keep: boolean;
  /** Writes the report into docs. */
  readonly write: boolean;
}

/** The same for `parseArgs`. Each test has its own default namespace. */
export const commonOptions = {
  release: { type: 'string', default: 'proofsheet' },
  load: { type: 'string' },
  tag: { type: 'string', default: 'dev' },
  keep: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
} as const;
