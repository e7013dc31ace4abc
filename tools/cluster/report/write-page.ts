import type { ClusterFacts } from '../check-cluster.ts';
import type { Options } from '../read-options.ts';
import type { Entry } from '../timeline.ts';

export interface PageOptions {
  readonly options: Options;
  readonly facts: ClusterFacts;
  readonly figures: readonly (readonly [string, string])[];
  readonly said: readonly Entry[];
}

const shown = ['do', 'done', 'reached', 'restart', 'ERROR'];

/** docs/cluster-test.md */
export function writePage({ options, facts, figures, said }: PageOptions): string {
  const { kubernetes, keda, helm, nodes, commit } = facts;
  const rows = figures.map(([what, figure]) => `| ${what} | ${figure} |`);
  const entries = said.filter(({ kind }) => shown.includes(kind));
  const steps = entries.map(({ seconds, kind, text }) => `| ${seconds.toFixed(0)} | ${kind} | ${text} |`);
  return `# Cluster test

\`pnpm test:cluster\` installs the chart on the cluster that \`KUBECONFIG\` names, with an emulator in place of AWS and the chart's
own scaling, in a namespace that enforces the restricted Pod Security Standard. It sends photos through the Service in four
waves, and meanwhile deletes, kills and evicts pods, upgrades to a memory limit that is too low, so that workers are killed, rolls
back, and takes KEDA away. At the end every photo must have exactly one set of thumbnails and be in exactly one announcement,
and nothing may be left in queues, dead-letter queues and records.

It needs kubectl, helm and a cluster with KEDA, and exits with 2 where one is missing. \`--load PROGRAM\` is called
with a Dockerfile, a context and \`NAME:TAG\`, and loads what it builds into the cluster. \`--photos 300\` makes a short run,
\`--write\` writes this page, \`--keep\` leaves the namespace. All that happened, with the logs of all pods, is below
\`.proofsheet/cluster\`.

## Last run

Commit ${commit}; ${options.photos} photos; Kubernetes ${kubernetes}, ${nodes} ${nodes === 1 ? 'node' : 'nodes'}, KEDA ${keda}, Helm ${helm}.

| | |
|---|---|
${rows.join('\n')}

## What was done when

| second | | |
|---|---|---|
${steps.join('\n')}
`;
}
