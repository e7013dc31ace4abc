import { parseArgs } from 'node:util';

/** What the command line says. */
export interface Options {
  /** Sent in all, in three waves. */
  readonly photos: number;
  readonly namespace: string;
  readonly release: string;
  /** Program that builds an image and loads it into the cluster: DOCKERFILE CONTEXT NAME:TAG. Without it they are there. */
  readonly load: string | undefined;
  /** Tag of the images, built here or in the cluster already. */
  readonly tag: string;
  /** So many workers have to be ready at a time. */
  readonly leastWorkers: number;
  /** How long KEDA's operator is away, in seconds. */
  readonly kedaSeconds: number;
  /** Leaves the namespace as it is at the end. */
  readonly keep: boolean;
  /** Writes docs/cluster-test.md. */
  readonly write: boolean;
}

/** @throws TypeError for what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      photos: { type: 'string', default: '3000' },
      namespace: { type: 'string', default: 'proofsheet-cluster-test' },
      release: { type: 'string', default: 'proofsheet' },
      load: { type: 'string' },
      tag: { type: 'string', default: 'dev' },
      'least-workers': { type: 'string' },
      'keda-seconds': { type: 'string', default: '60' },
      keep: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const photos = wholeNumber('photos', values.photos);
  // A wave of a short run is no work for more.
  const leastWorkers = values['least-workers'] ?? (photos < 2000 ? '1' : '3');
  return {
    photos,
    namespace: values.namespace,
    release: values.release,
    load: values.load,
    tag: values.tag,
    leastWorkers: wholeNumber('least-workers', leastWorkers),
    kedaSeconds: wholeNumber('keda-seconds', values['keda-seconds']),
    keep: values.keep,
    write: values.write,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`--${name} takes a number, not "${text}"`);
  return Number(text);
}
