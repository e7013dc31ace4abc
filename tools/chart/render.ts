import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { run } from '../programs/run.ts';

export const chartFolder = fileURLToPath(new URL('../../charts/proofsheet', import.meta.url));

/** An object of Kubernetes, as far as the checks look into it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

/** What `helm template` says: an error where it ends with another status than 0. */
export interface Rendered {
  readonly text: string;
  readonly error?: string;
}

/** Renders a chart as it would be installed as `proofsheet`, or says why it can't be. */
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
