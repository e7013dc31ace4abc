import { runOrFail } from '../../programs/run.ts';

/** One release of a chart. */
export interface Helm {
  /** `helm upgrade --install` with these values; waits until everything is ready. */
  upgrade(values: object): Promise<void>;
  /** Rolls back to the previous revision and waits. */
  rollback(): Promise<void>;
  /** `helm test`. */
  test(): Promise<string>;
}

const timeout = '6m';

/** @param chart folder of the chart */
export function createHelm({
  chart,
  namespace,
  release,
}: {
  chart: string;
  namespace: string;
  release: string;
}): Helm {
  const where = ['--namespace', namespace, '--timeout', timeout];
  return {
    async upgrade(values) {
      const install = ['upgrade', '--install', release, chart, '--values', '-', '--wait', ...where];
      await runOrFail('helm', install, { input: JSON.stringify(values) });
    },
    rollback: async () => void (await runOrFail('helm', ['rollback', release, '--wait', ...where])),
    test: () => runOrFail('helm', ['test', release, '--logs', ...where]),
  };
}
