import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { run } from '../programs/run.ts';

export const chartFolder = fileURLToPath(new URL('../../charts/proofsheet', import.meta.url));

/** The fields of a Kubernetes object that the checks read. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

/** The output of `helm template`, or its error. */
export interface Rendered {
  readonly text: string;
  readonly error?: string;
}

/** Renders a chart as the release `proofsheet`. */
export type Render = (args: readonly string[]) => Promise<Rendered>;

export function createRender(helm: string, chart: string): Render {
  return async (args) => {
    const { status, stdout, stderr } = await run(helm, ['template', 'proofsheet', chart, ...args]);
    return status === 0 ? { text: stdout } : { text: '', error: stderr.trim() };
  };
}

/** The example values of a chart, which are rendered in CI. */
export async function exampleValues(chart: string): Promise<string[]> {
  const names = (await readdir(path.join(chart, 'ci'))).filter((name) => name.endsWith('-values.yaml'));
  return names.sort().map((name) => path.join(chart, 'ci', name));
}

export function parseObjects(text: string): KubernetesObject[] {
  return parseAllDocuments(text).flatMap((document) => (document.toJS() as KubernetesObject | null) ?? []);
}
